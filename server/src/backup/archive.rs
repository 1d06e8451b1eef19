//! A gzipped tar (POSIX ustar) of entries that fit into memory, written and read from front to back.

use std::io::{self, Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

/// A tar is made of these.
const BLOCK: usize = 512;
/// Longest name.
const MAX_NAME_BYTES: usize = 100;

/// Where name, size and checksum stand in a header.
const NAME: std::ops::Range<usize> = 0..MAX_NAME_BYTES;
const SIZE: std::ops::Range<usize> = 124..136;
const CHECKSUM: std::ops::Range<usize> = 148..156;
const KIND: usize = 156;

pub(super) struct Writer<W: Write> {
    out: GzEncoder<W>,
    /// Seconds since 1970, for every entry.
    time: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W, time: u64) -> Self {
        Self { out: GzEncoder::new(out, Compression::fast()), time }
    }

    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(&header(name, bytes.len(), self.time)?)?;
        self.out.write_all(bytes)?;
        let rest = bytes.len().next_multiple_of(BLOCK) - bytes.len();
        self.out.write_all(&[0; BLOCK][..rest])
    }

    /// The end of the tar and of the gzip.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0; 2 * BLOCK])?;
        self.out.finish()
    }
}

fn header(name: &str, size: usize, time: u64) -> io::Result<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    if name.is_empty() || name.len() > MAX_NAME_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("a name in a tar: {name}")));
    }
    put(NAME.start, name);
    put(100, "0000600");
    put(108, "0000000");
    put(116, "0000000");
    put(SIZE.start, &format!("{size:011o}"));
    put(136, &format!("{time:011o}"));
    put(KIND, "0");
    put(257, "ustar\0");
    put(263, "00");
    let sum = checksum(&block);
    block[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

/// The sum of the header's bytes, its own place taken as spaces.
fn checksum(block: &[u8; BLOCK]) -> u32 {
    let own = CHECKSUM;
    block.iter().enumerate().map(|(at, byte)| u32::from(if own.contains(&at) { b' ' } else { *byte })).sum()
}

/// Why a file is no archive of ours, as the end of a sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadArchive {
    #[error("it breaks off before its end")]
    Short,
    #[error("it is not a gzipped tar")]
    Malformed,
    #[error("its entry {name} is larger than any of a backup")]
    TooLarge { name: String },
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// An entry: its name and its bytes.
pub(super) type Entry = (String, Vec<u8>);

pub(super) struct Reader<R: Read> {
    input: GzDecoder<R>,
    most: u64,
}

impl<R: Read> Reader<R> {
    /// Entries over `most` bytes are refused.
    pub(super) fn new(input: R, most: u64) -> Self {
        Self { input: GzDecoder::new(input), most }
    }

    /// The next entry; `None` at the end, after the checksum of the gzip was found right.
    pub(super) fn next(&mut self) -> Result<Option<Entry>, BadArchive> {
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        if block == [0; BLOCK] {
            self.fill(&mut block)?;
            let mut rest = [0; 1];
            return match (block == [0; BLOCK], self.input.read(&mut rest).map_err(read_error)?) {
                (true, 0) => Ok(None),
                (true | false, _) => Err(BadArchive::Malformed),
            };
        }
        let said = octal(&block[CHECKSUM]).ok_or(BadArchive::Malformed)?;
        if said != u64::from(checksum(&block)) || block[KIND] != b'0' {
            return Err(BadArchive::Malformed);
        }
        let name = block[NAME].split(|byte| *byte == 0).next().unwrap_or_default();
        let name = String::from_utf8(name.to_vec()).map_err(|_| BadArchive::Malformed)?;
        let size = octal(&block[SIZE]).ok_or(BadArchive::Malformed)?;
        if size > self.most {
            return Err(BadArchive::TooLarge { name });
        }
        let mut bytes = Vec::new();
        let read = self.input.by_ref().take(size).read_to_end(&mut bytes).map_err(read_error)?;
        if read as u64 != size {
            return Err(BadArchive::Short);
        }
        let rest = bytes.len().next_multiple_of(BLOCK) - bytes.len();
        self.fill(&mut block[..rest])?;
        Ok(Some((name, bytes)))
    }

    fn fill(&mut self, block: &mut [u8]) -> Result<(), BadArchive> {
        self.input.read_exact(block).map_err(read_error)
    }
}

/// What the decoder says about bytes that are not what they should be.
fn read_error(error: io::Error) -> BadArchive {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => BadArchive::Short,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => BadArchive::Malformed,
        _ => BadArchive::Io(error),
    }
}

fn octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    u64::from_str_radix(text, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(bytes: &[u8]) -> Result<Vec<Entry>, BadArchive> {
        let mut reader = Reader::new(bytes, 1000);
        let mut all = Vec::new();
        while let Some(entry) = reader.next()? {
            all.push(entry);
        }
        Ok(all)
    }

    fn archive() -> (Vec<Entry>, Vec<u8>) {
        let written: Vec<Entry> = [0, 1, 511, 512, 513, 1000]
            .map(|size| {
                (
                    format!("rows/x/{size}"),
                    (0..size).map(|at| u8::try_from(at % 251).expect("small")).collect(),
                )
            })
            .to_vec();
        let mut writer = Writer::new(Vec::new(), 1_780_315_200);
        for (name, bytes) in &written {
            writer.add(name, bytes).expect("written");
        }
        (written, writer.finish().expect("finished"))
    }

    #[test]
    fn what_is_written_is_read() {
        let (written, bytes) = archive();
        assert_eq!(entries(&bytes).expect("read"), written);
    }

    #[test]
    fn other_programs_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.tar.gz");
        let (written, bytes) = archive();
        std::fs::write(&file, bytes).expect("written");
        let listed = std::process::Command::new("tar").arg("-tzf").arg(&file).output();
        // Not every machine has the program.
        let Ok(listed) = listed else { return };
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().collect::<Vec<_>>(), names);
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let (written, bytes) = archive();
        for end in 0..bytes.len() {
            assert!(entries(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x55;
            // The time and the system in the header of the gzip say nothing.
            if let Ok(read) = entries(&changed) {
                assert_eq!(read, written, "changed at {at}");
            }
        }
        assert!(matches!(entries(b"hello, this is a text"), Err(BadArchive::Malformed)));
        let mut reader = Reader::new(bytes.as_slice(), 100);
        assert!(
            std::iter::from_fn(|| reader.next().transpose())
                .any(|entry| matches!(entry, Err(BadArchive::TooLarge { .. })))
        );
    }
}

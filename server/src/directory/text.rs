//! The text index: which words stand in which listing.

use std::{collections::HashMap, path::Path, sync::Arc};

use shared::{ids::ListingId, marketplace::model::Listing, text::words};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError,
    Term,
    directory::MmapDirectory,
    index::SegmentId,
    indexer::IndexWriterOptions,
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};

/// Characters of a word that are looked at; the rest is cut off on both sides.
pub(crate) const MAX_WORD_CHARS: usize = 40;
/// Memory of the index writer: what is not yet in a segment.
const WRITER_BYTES: usize = 32 << 20;
const TOKENIZER: &str = "folded";

/// The searchable fields, by their index in [`Fields::text`].
pub(crate) const FIELD_NAMES: [&str; 6] = ["name", "tagline", "partner", "terms", "tags", "description"];
/// The long field: prefixes are not looked up in it.
pub(crate) const DESCRIPTION: usize = 5;

/// Fields of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) text: [Field; FIELD_NAMES.len()],
    id: Field,
}

/// What is searched of a listing, by [`FIELD_NAMES`].
pub(crate) type Texts = [String; FIELD_NAMES.len()];

/// The index and the one who writes it.
pub(crate) struct TextIndex {
    writer: IndexWriter,
    reader: IndexReader,
    fields: Fields,
    slots: HashMap<SegmentId, Arc<[u32]>>,
}

/// The index as it stood at one commit.
#[derive(Clone)]
pub(crate) struct TextView {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    /// By segment and document: the slot.
    pub(crate) slots: Arc<[Arc<[u32]>]>,
}

const SLOT: &str = "slot";

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    let options = TextOptions::default().set_indexing_options(indexing);
    let text = FIELD_NAMES.map(|name| schema.add_text_field(name, options.clone()));
    let id = schema.add_bytes_field("id", INDEXED);
    schema.add_u64_field(SLOT, FAST);
    (schema.build(), Fields { text, id })
}

impl TextIndex {
    /// A new index in memory.
    pub(crate) fn in_memory() -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        let index = Index::builder().schema(schema).settings(settings()).create_in_ram()?;
        Self::over(index, fields)
    }

    /// A new index in an empty folder.
    pub(crate) fn create(folder: &Path) -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        let index = Index::builder().schema(schema).settings(settings()).create_in_dir(folder)?;
        Self::over(index, fields)
    }

    /// The index in a folder, with the payload of its last commit.
    pub(crate) fn open(folder: &Path) -> Result<(Self, Option<String>), TantivyError> {
        let (schema, fields) = schema();
        let index = Index::open(MmapDirectory::open(folder)?)?;
        if index.schema() != schema {
            return Err(TantivyError::SchemaError("the index was made by another version".to_owned()));
        }
        let payload = index.load_metas()?.payload;
        Ok((Self::over(index, fields)?, payload))
    }

    fn over(index: Index, fields: Fields) -> Result<Self, TantivyError> {
        index.tokenizers().register(TOKENIZER, TextAnalyzer::from(FoldingTokenizer));
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(WRITER_BYTES)
            .num_merge_threads(1)
            .build();
        let writer = index.writer_with_options(options)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { writer, reader, fields, slots: HashMap::new() })
    }

    /// Replaces what is searched of a listing; without texts it is no longer found.
    pub(crate) fn put(&self, id: ListingId, slot: u32, texts: Option<&Texts>) -> Result<(), TantivyError> {
        let key = id.ulid().to_bytes();
        self.writer.delete_term(Term::from_field_bytes(self.fields.id, &key));
        if let Some(texts) = texts {
            let mut document = TantivyDocument::default();
            document.add_bytes(self.fields.id, &key);
            document.add_u64(self.slot_field()?, u64::from(slot));
            for (field, text) in self.fields.text.iter().zip(texts) {
                if !text.is_empty() {
                    document.add_text(*field, text);
                }
            }
            self.writer.add_document(document)?;
        }
        Ok(())
    }

    fn slot_field(&self) -> Result<Field, TantivyError> {
        self.writer.index().schema().get_field(SLOT)
    }

    /// Makes everything that was put searchable and lasting, marked with `payload`.
    pub(crate) fn commit(&mut self, payload: &str) -> Result<TextView, TantivyError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(payload);
        commit.commit()?;
        self.view()
    }

    /// The index as it was committed last.
    pub(crate) fn view(&mut self) -> Result<TextView, TantivyError> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let mut known = std::mem::take(&mut self.slots);
        let mut slots = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let id = segment.segment_id();
            let list = match known.remove(&id) {
                Some(list) => list,
                None => {
                    let column = segment.fast_fields().u64(SLOT)?;
                    (0..segment.max_doc())
                        .map(|document| column.first(document).and_then(|slot| u32::try_from(slot).ok()))
                        .map(|slot| slot.unwrap_or(u32::MAX))
                        .collect()
                }
            };
            self.slots.insert(id, Arc::clone(&list));
            slots.push(list);
        }
        Ok(TextView { searcher, fields: self.fields, slots: slots.into() })
    }
}

fn settings() -> IndexSettings {
    // Nothing is stored, so there is nothing to compress on a thread of its own.
    IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() }
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex").field("segments", &self.slots.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for TextView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextView").field("segments", &self.slots.len()).finish_non_exhaustive()
    }
}

/// What is searched of a listing. `terms` are the labels of its categories, verticals and jobs.
pub(crate) fn texts(listing: &Listing, partner: &str, terms: &[&str]) -> Texts {
    [
        listing.name.clone(),
        listing.tagline.clone(),
        partner.to_owned(),
        terms.join("\n"),
        listing.tags.join("\n"),
        plain(&listing.description_md),
    ]
}

/// The words of a Markdown text, without its marks, addresses and raw HTML.
fn plain(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            Event::Start(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    text
}

/// The words of a text as the index knows them.
pub(crate) fn indexed_words(text: &str) -> Vec<String> {
    let mut words = words(text);
    for word in &mut words {
        if let Some((end, _)) = word.char_indices().nth(MAX_WORD_CHARS) {
            word.truncate(end);
        }
    }
    words
}

/// Splits text the way searches are split: [`shared::text::words`].
#[derive(Clone, Copy, Debug, Default)]
struct FoldingTokenizer;

#[derive(Debug)]
struct Words {
    rest: std::vec::IntoIter<String>,
    token: Token,
}

impl Tokenizer for FoldingTokenizer {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        Words { rest: indexed_words(text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        match self.rest.next() {
            Some(word) => {
                self.token.text = word;
                self.token.position = self.token.position.wrapping_add(1);
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_its_words() {
        let words = |markdown: &str| indexed_words(&plain(markdown)).join(" ");
        assert_eq!(
            words("# Größe\n\nSyncs **both** [ways](https://x.example \"t\")\n- one\n- two"),
            "grosse syncs both ways one two"
        );
        assert_eq!(words("<script>alert(1)</script>a<b>c</b>"), "");
        assert_eq!(words("a *b* `c_d`"), "a b c d");
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(indexed_words(&"é".repeat(100)), ["e".repeat(MAX_WORD_CHARS)]);
    }
}

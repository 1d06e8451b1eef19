//! From what was typed to a query of the text index: whole words, an unfinished last word, and other
//! spellings when those find nothing.

use std::collections::BTreeMap;

use shared::marketplace::rules::policy::{DirectoryPolicy, FieldWeights};
use tantivy::{
    TantivyError, Term,
    query::{
        BooleanQuery, BoostQuery, DfaWrapper, EmptyQuery, EnableScoring, FuzzyTermQuery, Occur, Query,
        TermQuery,
    },
    schema::IndexRecordOption,
};

use super::text::{DESCRIPTION, FIELD_NAMES, TextView, indexed_words};

/// Words of a search that are read; nobody types more.
const MAX_WORDS: usize = 12;
/// Ways that an unfinished word goes on: the most frequent ones.
const MAX_ENDINGS: usize = 16;
/// Other spellings of a word that are searched for.
const MAX_SPELLINGS: usize = 8;
/// Words of a search that are looked up in other spellings.
const MAX_MENDED: usize = 4;
/// Terms that are looked at in one dictionary.
const MAX_SCANNED: usize = 2_048;

/// A word that stands in the index, and what finding it is worth.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form {
    /// By [`FIELD_NAMES`].
    pub(crate) field: usize,
    pub(crate) text: String,
    weight: f32,
}

/// A word of a search with all that matches it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    typed: String,
    pub(crate) forms: Vec<Form>,
    /// Listings that have the word as typed, in the field where most have it.
    known: u64,
    /// Listings that have it or, when it is unfinished, one of its endings.
    reached: u64,
}

/// What was typed, understood.
#[derive(Debug)]
pub(crate) enum Plan {
    /// Nothing was typed.
    Everything,
    /// Every one of these must be found.
    Words(Vec<Word>),
    /// Something was typed that has no word in it.
    Nothing,
}

impl Plan {
    /// Looks the words up. `typed` of any length and content costs no more than [`MAX_WORDS`] words.
    pub(crate) fn read(view: &TextView, typed: &str, policy: &DirectoryPolicy) -> Result<Self, TantivyError> {
        let mut texts: Vec<String> = Vec::new();
        for word in indexed_words(typed) {
            if texts.len() < MAX_WORDS && !texts.contains(&word) {
                texts.push(word);
            }
        }
        if texts.is_empty() {
            return Ok(if typed.trim().is_empty() { Self::Everything } else { Self::Nothing });
        }
        let last = texts.len() - 1;
        let words = texts.into_iter().enumerate();
        let words: Result<Vec<Word>, TantivyError> =
            words.map(|(at, text)| Word::look_up(view, text, at == last, &policy.fields)).collect();
        words.map(Self::Words)
    }
}

/// What a match in each field is worth, by [`FIELD_NAMES`].
const fn weights(fields: &FieldWeights) -> [f32; FIELD_NAMES.len()] {
    [fields.name, fields.tagline, fields.partner, fields.terms, fields.tags, fields.description]
}

impl Word {
    fn look_up(
        view: &TextView,
        typed: String,
        unfinished: bool,
        policy: &FieldWeights,
    ) -> Result<Self, TantivyError> {
        let weights = weights(policy);
        let mut word = Self { typed, forms: Vec::new(), known: 0, reached: 0 };
        for (field, weight) in weights.into_iter().enumerate() {
            let count = view.searcher.doc_freq(&view.term(field, &word.typed))?;
            if count > 0 {
                word.known = word.known.max(count);
                word.forms.push(Form { field, text: word.typed.clone(), weight });
            }
        }
        word.reached = word.known;
        if unfinished {
            for (text, fields) in endings(view, &word.typed)? {
                word.reached = word.reached.max(fields.iter().copied().max().unwrap_or(0));
                word.add(&text, &fields, &weights, policy.prefix);
            }
        }
        Ok(word)
    }

    fn add(&mut self, text: &str, counts: &[u64; FIELD_NAMES.len()], weights: &[f32], share: f32) {
        for (field, (count, weight)) in counts.iter().zip(weights).enumerate() {
            if *count > 0 {
                self.forms.push(Form { field, text: text.to_owned(), weight: weight * share });
            }
        }
    }

    fn query(&self, view: &TextView) -> Box<dyn Query> {
        if self.forms.is_empty() {
            return Box::new(EmptyQuery);
        }
        let clause = |form: &Form| -> (Occur, Box<dyn Query>) {
            let term = TermQuery::new(view.term(form.field, &form.text), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(BoostQuery::new(Box::new(term), form.weight)))
        };
        Box::new(BooleanQuery::new(self.forms.iter().map(clause).collect()))
    }
}

/// The query that finds every one of the words. A word that stands nowhere finds nothing.
pub(crate) fn query(view: &TextView, words: &[Word]) -> Box<dyn Query> {
    match words {
        [word] => word.query(view),
        words => {
            Box::new(BooleanQuery::new(words.iter().map(|word| (Occur::Must, word.query(view))).collect()))
        }
    }
}

/// A search in other spellings.
#[derive(Debug)]
pub(crate) struct Mended {
    /// The words with their other spellings among the forms.
    pub(crate) words: Vec<Word>,
    /// The likeliest spelling of the whole text, when it finds more than `found`.
    pub(crate) spelling: Option<String>,
}

/// Looks for other spellings of the words that are hardly ever written as typed. `None` when there are
/// none, or no word is suspect.
pub(crate) fn mend(
    view: &TextView,
    words: &[Word],
    found: u64,
    policy: &DirectoryPolicy,
) -> Result<Option<Mended>, TantivyError> {
    let weights = weights(&policy.fields);
    let mut words = words.to_vec();
    let mut likeliest: Vec<String> = words.iter().map(|word| word.typed.clone()).collect();
    let last = words.len().saturating_sub(1);
    let mut looked_up = 0;
    for (at, word) in words.iter_mut().enumerate() {
        let suspect = word.reached < policy.typos.did_you_mean_below;
        if !suspect || looked_up == MAX_MENDED {
            continue;
        }
        looked_up += 1;
        let spellings = spellings(view, &word.typed, at == last, policy)?;
        if let Some(best) = spellings.first().filter(|best| best.most() > word.known) {
            likeliest[at].clone_from(&best.text);
        }
        for spelling in spellings {
            let share = policy.fields.typo / f32::from(spelling.distance.max(1));
            word.add(&spelling.text, &spelling.counts, &weights, share);
        }
    }
    if likeliest.iter().zip(&words).all(|(likely, word)| *likely == word.typed) {
        return Ok(None);
    }
    let text = likeliest.join(" ");
    let spelling = match Plan::read(view, &text, policy)? {
        Plan::Words(spelled) if count(view, &spelled)? > found => Some(text),
        Plan::Words(_) | Plan::Everything | Plan::Nothing => None,
    };
    Ok(Some(Mended { words, spelling }))
}

/// How many listings the words find.
fn count(view: &TextView, words: &[Word]) -> Result<u64, TantivyError> {
    let weight = query(view, words).weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
    view.searcher.segment_readers().iter().map(|segment| weight.count(segment).map(u64::from)).sum()
}

/// Counts of a term by field.
type Counts = [u64; FIELD_NAMES.len()];

/// Words that begin with `typed`, the most frequent first, without `typed` itself. Long texts are left
/// out: an unfinished word is one that somebody reads in a name.
fn endings(view: &TextView, typed: &str) -> Result<Vec<(String, Counts)>, TantivyError> {
    let mut terms: BTreeMap<String, Counts> = BTreeMap::new();
    for field in 0..DESCRIPTION {
        for segment in view.searcher.segment_readers() {
            let index = segment.inverted_index(view.fields.text[field])?;
            let mut stream = index.terms().range().ge(typed).into_stream()?;
            let mut scanned = 0;
            while scanned < MAX_SCANNED && stream.advance() && stream.key().starts_with(typed.as_bytes()) {
                scanned += 1;
                if stream.key().len() > typed.len() {
                    note(&mut terms, stream.key(), field, stream.value().doc_freq);
                }
            }
        }
    }
    let mut endings: Vec<(String, Counts)> = terms.into_iter().collect();
    endings.sort_by_cached_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
    endings.truncate(MAX_ENDINGS);
    Ok(endings)
}

fn note(terms: &mut BTreeMap<String, Counts>, key: &[u8], field: usize, count: u32) {
    if let Ok(text) = std::str::from_utf8(key) {
        match terms.get_mut(text) {
            Some(counts) => counts[field] += u64::from(count),
            None => {
                let mut counts = Counts::default();
                counts[field] = u64::from(count);
                terms.insert(text.to_owned(), counts);
            }
        }
    }
}

/// Another spelling of a word.
#[derive(Debug)]
pub(crate) struct Spelling {
    pub(crate) text: String,
    distance: u8,
    /// The typed word matches only its beginning.
    begins: bool,
    counts: Counts,
}

impl Spelling {
    /// Listings that have it, in the field where most have it.
    fn most(&self) -> u64 {
        self.counts.iter().copied().max().unwrap_or(0)
    }
}

/// Words within the tolerated number of typos, the likeliest first; of an unfinished word also those that
/// begin so.
pub(crate) fn spellings(
    view: &TextView,
    typed: &str,
    unfinished: bool,
    policy: &DirectoryPolicy,
) -> Result<Vec<Spelling>, TantivyError> {
    let distance = policy.typos.tolerated(typed.chars().count());
    if distance == 0 {
        return Ok(Vec::new());
    }
    let mut terms: BTreeMap<String, Counts> = BTreeMap::new();
    let any_field = view.term(0, typed);
    let exact = FuzzyTermQuery::new(any_field.clone(), distance, true).automaton()?;
    scan(view, 0..FIELD_NAMES.len(), &mut terms, &exact)?;
    if unfinished {
        let beginning = FuzzyTermQuery::new_prefix(any_field, distance, true).automaton()?;
        // A term that both automatons accept is counted once.
        let mut begun: BTreeMap<String, Counts> = BTreeMap::new();
        let fields = 0..if terms.is_empty() { FIELD_NAMES.len() } else { DESCRIPTION };
        scan(view, fields, &mut begun, &beginning)?;
        for (text, counts) in begun {
            terms.entry(text).or_insert(counts);
        }
    }
    terms.remove(typed);
    let mut spellings: Vec<Spelling> =
        terms.into_iter().map(|(text, counts)| Spelling::new(typed, text, counts)).collect();
    let doubt = |spelling: &Spelling| spelling.distance + u8::from(spelling.begins);
    spellings.sort_by(|one, other| {
        let key = |spelling: &Spelling| (doubt(spelling), std::cmp::Reverse(spelling.most()));
        key(one).cmp(&key(other)).then_with(|| one.text.cmp(&other.text))
    });
    spellings.truncate(MAX_SPELLINGS);
    Ok(spellings)
}

fn scan(
    view: &TextView,
    fields: std::ops::Range<usize>,
    terms: &mut BTreeMap<String, Counts>,
    automaton: &DfaWrapper,
) -> Result<(), TantivyError> {
    for field in fields {
        for segment in view.searcher.segment_readers() {
            let index = segment.inverted_index(view.fields.text[field])?;
            let mut stream = index.terms().search(automaton).into_stream()?;
            let mut scanned = 0;
            while scanned < MAX_SCANNED && stream.advance() {
                scanned += 1;
                note(terms, stream.key(), field, stream.value().doc_freq);
            }
        }
    }
    Ok(())
}

impl Spelling {
    fn new(typed: &str, text: String, counts: Counts) -> Self {
        let whole = strsim::osa_distance(typed, &text);
        // The beginning of `text` that is nearest to what was typed.
        let length = typed.chars().count();
        let begins = (length.saturating_sub(2)..=length + 2)
            .filter_map(|chars| text.char_indices().nth(chars))
            .map(|(end, _)| strsim::osa_distance(typed, &text[..end]))
            .min()
            .unwrap_or(usize::MAX);
        let distance = u8::try_from(whole.min(begins)).unwrap_or(u8::MAX);
        Self { text, distance, begins: begins < whole, counts }
    }
}

impl TextView {
    pub(crate) fn term(&self, field: usize, text: &str) -> Term {
        Term::from_field_text(self.fields.text[field], text)
    }
}

//! How what the operator's editors decide is kept, and how the marketplace follows it.

use shared::{
    editorial::{
        directory::{self, TermWrites, Write},
        model::{Categories, Collection, Picks, Schedule},
    },
    marketplace::model::Taxonomy,
};

use crate::{
    Store, StoreError, Unit,
    documents::{Document, Table},
};

/// The key of what there is one of.
const ONLY: &str = "only";
/// Most collections that are read, the archived among them.
const MOST_COLLECTIONS: usize = 10_000;

impl Document for Collection {
    const TABLE: Table = Table::CollectionEdit;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// No two have one address.
    fn alias(&self) -> Option<String> {
        Some(self.slug.to_string())
    }
}

impl Document for Picks {
    const TABLE: Table = Table::Picks;
    fn key(&self) -> String {
        ONLY.to_owned()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Schedule {
    const TABLE: Table = Table::Schedule;
    fn key(&self) -> String {
        ONLY.to_owned()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Categories {
    const TABLE: Table = Table::Categories;
    fn key(&self) -> String {
        self.taxonomy.as_str().to_owned()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Unit {
    /// What the marketplace's row of a collection becomes.
    pub fn write_shelf(&mut self, write: &Write) {
        match write {
            Write::Create(shelf) => self.create_collection(shelf),
            Write::Update(shelf) => self.update_collection(shelf),
            Write::Remove(id) => self.remove_collection(*id),
        }
    }

    /// What the marketplace's terms of a taxonomy become.
    pub fn write_terms(&mut self, taxonomy: Taxonomy, writes: &TermWrites) {
        for slug in &writes.remove {
            self.remove_term(taxonomy, slug);
        }
        for term in &writes.put {
            self.put_term(term);
        }
    }
}

impl Store {
    /// Every collection that editors keep, in the order of their making; nothing of those that came into the
    /// marketplace by another way.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept_collections(&self) -> Result<Vec<Collection>, StoreError> {
        self.all_after(None, MOST_COLLECTIONS).await
    }

    /// Every collection there is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_collections(&self) -> Result<Vec<Collection>, StoreError> {
        let stored = self.collections().await?;
        Ok(directory::all_collections(self.kept_collections().await?, &stored))
    }

    /// Everything that was picked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picks(&self) -> Result<Picks, StoreError> {
        Ok(self.get(ONLY).await?.unwrap_or_default())
    }

    /// The schedule of the home page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schedule(&self) -> Result<Schedule, StoreError> {
        Ok(self.get(ONLY).await?.unwrap_or_default())
    }

    /// The categories of every taxonomy, in the order of [`Taxonomy::ALL`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_categories(&self) -> Result<[Categories; 3], StoreError> {
        let stored = self.terms().await?;
        let mut all = Taxonomy::ALL.map(Categories::start);
        for categories in &mut all {
            let taxonomy = categories.taxonomy;
            let kept = self.get::<Categories>(taxonomy.as_str()).await?;
            *categories = directory::all_categories(kept, taxonomy, &stored);
        }
        Ok(all)
    }
}

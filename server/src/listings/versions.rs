//! Versions: submitted, taken back, answered, published.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::{
    canonical::Digest,
    decisions::receipt::{Kind, Receipt},
    endpoint::Endpoint,
    event::Actor,
    ids::{ListingId, OrganisationId, VersionId},
    listings::{
        api::{
            AnswerVersion, ListVersions, Move, PlaceListing, PublishVersion, ReadReceipts, Receipts,
            SubmitVersion, UnscheduleVersion, Versions, WithdrawVersion,
        },
        clean_up::CleanUp,
        error::Rejection,
        event::Happened,
        field::Content,
        governance::deed::Deed,
        model::{Dossier, Frozen, Version},
        names::{Known, NameInputs, Whose},
        rules::{By, Command, Decision},
        state::VersionState,
    },
    manifest::Manifest,
    marketplace::state::ListingState,
    review::{self, model::Case},
};
use store::{FrozenContent, StoreError, Unit};

use super::{
    clean_up,
    decide::{Given, followed, put},
    deeds,
    hold::{self, Check},
    link::Drawn,
    load,
    load::Loaded,
    market,
    publish::{NAMES, put_review},
    view,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    review as queue,
    services::Services,
};

/// The content that a submission froze; `None` when it is not there any more.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn content(services: &Services, frozen: &Frozen) -> Result<Option<Content>, StoreError> {
    let key = FrozenContent::key_of(frozen);
    Ok(services.store.get::<FrozenContent>(key).await?.map(|frozen| frozen.content))
}

/// What the manifest of the version that was approved last says; `None` before, and of an imported listing. The
/// version that the draft is the next round of is not compared with itself.
///
/// # Errors
/// A failure of the database.
pub(super) async fn approved_manifest(
    services: &Services,
    dossier: &Dossier,
) -> Result<Option<Manifest>, StoreError> {
    let now = services.clock.now();
    let approved = dossier.approved_beside(dossier.listing.open, now);
    let Some((_, approved)) = approved else { return Ok(None) };
    let content = content(services, &approved.frozen).await?;
    Ok(content.and_then(|content| queue::open::manifest(services, &content, now)))
}

/// A listing with its versions, for whoever decides about one of them.
///
/// # Errors
/// 404 when it is not there, or a failure of the database.
pub(crate) async fn dossier(services: &Services, id: ListingId) -> Result<Dossier, Failure> {
    let listing = services.store.get(id.to_string()).await?.ok_or(Rejection::NotYours)?;
    Ok(load::of(services, listing).await?.dossier)
}

/// Takes over what a review says of its version, in the unit that says it.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn follow(services: &Services, case: &Case, unit: &mut Unit) -> Result<(), Failure> {
    let before = dossier(services, case.listing).await?;
    match followed(&before, case, services.clock.now()) {
        Ok(decision) => put(&before, &decision, unit),
        // The version went on to another round, or was taken back.
        Err(Rejection::AnotherRound | Rejection::NoVersion) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The case of the last round of a version.
async fn case_of(services: &Services, version: &Version) -> Result<Option<Case>, StoreError> {
    services.store.get::<Case>(version.submission.id.to_string()).await
}

/// What is about to be written beside a listing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Changed<'c> {
    /// A review that is opened or withdrawn.
    pub(super) case: Option<&'c Case>,
    /// What a partner says to the clean-up.
    pub(super) clean_up: Option<&'c CleanUp>,
}

/// All versions with their reviews, as they are once `changed` is written.
pub(super) async fn answer(
    services: &Services,
    loaded: &Loaded,
    dossier: &Dossier,
    changed: Changed<'_>,
) -> Result<Versions, Failure> {
    let rounds = dossier.versions.values().flat_map(Version::rounds);
    let ids = rounds.map(|(submission, _)| submission.id.to_string()).collect();
    let mut cases: BTreeMap<_, Case> =
        services.store.get_all::<Case>(ids).await?.into_iter().map(|case| (case.id, case)).collect();
    let now = services.clock.now();
    let mut standing = services.reviews.now(&services.store, now).await?;
    if let Some(case) = changed.case {
        standing = standing.with(case);
        cases.insert(case.id, case.clone());
    }
    let last = dossier.versions.values().filter_map(|version| cases.get(&version.submission.id));
    let reviews = last.map(|case| (case.id, queue::view::for_partner(case, &standing, now))).collect();
    let clean_up = clean_up::for_partner(services, loaded, dossier, changed.clean_up).await?;
    Ok(Versions { clean_up, ..view::versions(services, loaded, dossier, reviews, &cases).await? })
}

pub(super) async fn list(services: Services, call: Call<ListVersions>) -> Outcome<ListVersions> {
    let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
    Ok(Answer::Value(answer(&services, &loaded, &loaded.dossier, Changed::default()).await?))
}

pub(super) async fn receipts(services: Services, call: Call<ReadReceipts>) -> Outcome<ReadReceipts> {
    let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
    let version = loaded.dossier.versions.get(&call.path.version).ok_or(Rejection::NoVersion)?;
    let mut receipts = Vec::new();
    for (submission, _) in version.rounds() {
        let subject = submission.id.to_string();
        receipts.extend(services.store.all_owned_by::<Receipt>(&subject).await?);
    }
    let hidden = unpublished(&services, &receipts).await?;
    receipts.retain(|receipt| named(receipt).is_disjoint(&hidden));
    receipts.sort_by_key(|receipt| (receipt.at, receipt.kind));
    Ok(Answer::Value(Receipts { receipts }))
}

/// The listings that the receipt of a name names.
fn named(receipt: &Receipt) -> BTreeSet<ListingId> {
    let inputs = (receipt.kind == Kind::Name)
        .then(|| serde_json::from_value::<NameInputs>(receipt.inputs.clone()).ok())
        .flatten();
    let known = inputs.map(|inputs| inputs.known).unwrap_or_default();
    let whose = known.iter().filter_map(|known| match known.whose {
        Whose::Listing { id } => Some(id),
        Whose::Brand => None,
    });
    whose.collect()
}

/// Those among them that customers do not find: what another partner has not published yet is told to
/// reviewers alone, and a receipt that names it is not shown until it is public.
async fn unpublished(services: &Services, receipts: &[Receipt]) -> Result<BTreeSet<ListingId>, StoreError> {
    let mut ids: BTreeSet<_> = receipts.iter().flat_map(named).collect();
    let shown = services.store.listings(&ids.iter().copied().collect::<Vec<_>>()).await?;
    for listing in shown.iter().filter(|listing| listing.state.in_directory()) {
        ids.remove(&listing.id);
    }
    Ok(ids)
}

pub(super) async fn submit(services: Services, call: Call<SubmitVersion>) -> Outcome<SubmitVersion> {
    let _turn = services.turns.of(&call.path.listing.to_string()).await;
    let versions = again!({
        let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
        let (now, actor) = (services.clock.now(), call.visitor.actor());
        let content = loaded.draft.content().map_err(anyhow::Error::new)?;
        let body = &call.body;
        let frozen = Frozen {
            manifest: Digest::of_bytes(content.manifest.as_bytes()),
            artefact: None,
            content: content.digest(),
        };
        let callable = view::target(&services, &loaded).await?.is_some();
        let approved = approved_manifest(&services, &loaded.dossier).await?;
        let (nags, _) = view::nags(&services, &loaded, &content, approved, callable, None);
        let label_taken = (loaded.dossier.versions.values())
            .any(|version| version.id != body.version && version.label == body.label);
        let given = Given {
            nags: &nags,
            label_taken,
            ..Given::new(By::Partner(call.path.organisation), actor.clone(), now)
        };
        let command = Command::Submit {
            version: body.version,
            label: body.label.clone(),
            submission: body.submission,
            frozen: frozen.clone(),
        };
        let decision = given.decide(&loaded.dossier, command)?;
        let says = queue::open::manifest(&services, &content, now);
        let says = says.map(|manifest| manifest.identity.version.to_string());
        if let Some(says) = says.filter(|says| *says != body.label.to_string()) {
            return Err(Rejection::LabelDiffers(says).into());
        }
        let mut unit = Unit::default();
        put(&loaded.dossier, &decision, &mut unit);
        let mut opened = None;
        if let Some(Happened::Submitted { version, .. }) = &decision.happened {
            if services.store.get::<Case>(body.submission.to_string()).await?.is_some()
                || services
                    .store
                    .get::<Version>(body.version.to_string())
                    .await?
                    .is_some_and(|taken| taken.listing != call.path.listing)
            {
                return Err(Rejection::IdTaken.into());
            }
            unit.put(&FrozenContent {
                digest: frozen.content.clone(),
                organisation: call.path.organisation,
                content: content.clone(),
            });
            if loaded.draft.version == 0 {
                unit.create(&shared::listings::draft::Draft { version: 1, ..loaded.draft.clone() });
            }
            let frozen = Opened { version: *version, content: &content, held: Vec::new() };
            let case = open(&services, &loaded, &decision.next, frozen, actor, now).await?;
            opened = Some(case.next.clone());
            put_review(case, &mut unit);
        }
        let changed = Changed { case: opened.as_ref(), ..Changed::default() };
        let versions = answer(&services, &loaded, &decision.next, changed).await?;
        call.deed.keep(&mut unit, &versions, now)?;
        services.store.commit(unit).await?;
        Ok(versions)
    })?;
    Ok(Answer::Value(versions))
}

/// A version whose review is opened.
pub(super) struct Opened<'o> {
    pub(super) version: VersionId,
    /// What is frozen in it.
    pub(super) content: &'o Content,
    /// Names that it is too like; empty for what a partner submits.
    pub(super) held: Vec<Known>,
}

/// Opens the review of a version that was just frozen, or that is held because of its name.
///
/// # Errors
/// A failure of the database.
pub(super) async fn open(
    services: &Services,
    loaded: &Loaded,
    next: &Dossier,
    Opened { version, content, held }: Opened<'_>,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<review::rules::Decision, Failure> {
    let version = next.versions.get(&version).ok_or(Rejection::NoVersion)?;
    let last = match next.approved_by(now) {
        Some(approved) => self::content(services, &approved.frozen).await?,
        None => None,
    };
    let shown = loaded.shown.as_ref();
    let submitted = queue::open::Submitted {
        version,
        content,
        known_as: last.as_ref().map(|last| last.name.as_str()).or(shown.map(|shown| shown.name.as_str())),
        owner_before: next.listing.former.unwrap_or(next.listing.organisation),
        approved: last.as_ref(),
        held,
    };
    queue::open::open(services, submitted, actor, now).await
}

/// What a command of the partner asks to be loaded beside the dossier.
async fn given<'g, E: Endpoint>(
    services: &Services,
    call: &Call<E>,
    organisation: OrganisationId,
    loaded: &Loaded,
    command: &Command,
) -> Result<Given<'g>, Failure> {
    let by = By::Partner(organisation);
    let given = Given::new(by, call.visitor.actor(), services.clock.now());
    Ok(match command {
        Command::Deprecate { replacement } => {
            let other = services.store.listing(*replacement).await?;
            let published = other.is_some_and(|other| other.state == ListingState::Published);
            Given { replacement_published: published, ..given }
        }
        Command::Relist if loaded.dossier.listing.cleaned_up => {
            Given { failing: clean_up::failing(services, loaded).await?, ..given }
        }
        _ => given,
    })
}

/// A command of the partner whose answer is all versions.
async fn act<E: Endpoint<Reply = Versions>>(
    services: Services,
    call: Call<E>,
    organisation: OrganisationId,
    listing: ListingId,
    command: impl Fn(&Dossier) -> Command + Send,
) -> Outcome<E>
where
    E::Path: Send,
{
    let _turn = services.turns.of(&listing.to_string()).await;
    let versions = again!({
        let loaded = load::one(&services, organisation, listing).await?;
        let before = &loaded.dossier;
        let command = command(before);
        let mut given = given(&services, &call, organisation, &loaded, &command).await?;
        let mut deed = Deed::of(&command);
        let mut decision = given.decide(before, command)?;
        let mut opened = None;
        let _names = match hold::goes_public(&decision) {
            Some(_) => Some(services.turns.of(NAMES).await),
            None => None,
        };
        let mut unit = Unit::default();
        match hold::check(&services, &loaded, &decision, &given).await? {
            Check::Clear(order) => order.iter().for_each(|order| order.next(&mut unit)),
            Check::Held(held) => {
                (deed, decision, opened) = (Some(held.deed), held.decision, Some(held.review));
                given = held.given;
            }
            Check::Refused(refused) => return Err(refused.into()),
        }
        put(before, &decision, &mut unit);
        if let (Some(_), Some(deed)) = (&decision.happened, deed) {
            unit.put(&deeds::receipt(before, deed, &given));
        }
        let mut changed = opened.as_ref().map(|review| review.next.clone());
        if let Some(review) = opened {
            put_review(review, &mut unit);
        }
        let withdrawn = withdraw_case(&services, &given, before, &decision, &mut unit).await?;
        if decision.happened.is_some() {
            let shown = loaded.shown.as_ref();
            market::write(&services, &decision.next, shown, &given.actor, given.now, &mut unit).await?;
        }
        changed = withdrawn.or(changed);
        let changed = Changed { case: changed.as_ref(), ..Changed::default() };
        let versions = answer(&services, &loaded, &decision.next, changed).await?;
        call.deed.keep(&mut unit, &versions, given.now)?;
        services.store.commit(unit).await?;
        Ok(versions)
    })?;
    Ok(Answer::Value(versions))
}

/// Withdraws the review of a version that is taken back, by itself or with its listing.
async fn withdraw_case(
    services: &Services,
    given: &Given<'_>,
    before: &Dossier,
    decision: &Decision,
    unit: &mut Unit,
) -> Result<Option<Case>, Failure> {
    let open = before.listing.open.and_then(|open| before.versions.get(&open));
    let taken_back = |version: &&Version| {
        decision.next.versions.get(&version.id).is_some_and(|next| next.state == VersionState::Withdrawn)
    };
    let Some(version) = open.filter(taken_back) else { return Ok(None) };
    let case = case_of(services, version).await?.filter(Case::is_open);
    let (Some(case), By::Partner(organisation)) = (case, given.by) else { return Ok(None) };
    let facts = review::rules::Facts {
        now: given.now,
        by: review::rules::By::Partner(organisation),
        actor: given.actor.clone(),
        program: services.store.program(),
        policy_version: queue::POLICY_VERSION,
        policy: &queue::POLICY,
        to: None,
        assigns: false,
    };
    let withdrawn = review::rules::decide(&case, review::rules::Command::Withdraw, &facts)?;
    unit.update(&withdrawn.next);
    withdrawn.events.iter().cloned().for_each(|event| unit.event(event));
    Ok(Some(withdrawn.next))
}

pub(super) async fn withdraw(services: Services, call: Call<WithdrawVersion>) -> Outcome<WithdrawVersion> {
    let path = call.path;
    let command = move |_: &Dossier| Command::Withdraw { version: path.version };
    act(services, call, path.organisation, path.listing, command).await
}

pub(super) async fn answers(services: Services, call: Call<AnswerVersion>) -> Outcome<AnswerVersion> {
    let path = call.path;
    let answers: Vec<_> = call.body.answers.iter().map(|answer| (answer.at, answer.words.clone())).collect();
    let command = move |_: &Dossier| Command::Answer { version: path.version, answers: answers.clone() };
    act(services, call, path.organisation, path.listing, command).await
}

pub(super) async fn publish(services: Services, call: Call<PublishVersion>) -> Outcome<PublishVersion> {
    let (path, at) = (call.path, call.body.at);
    if call.body.unlisted && at.is_some() {
        return Err(Rejection::LinkAtOnce.into());
    }
    let drawn = Drawn::new(&services, call.body.unlisted);
    let link = drawn.hash();
    let command = move |dossier: &Dossier| {
        let version = path.version;
        if let Some(link) = link.clone() {
            return Command::PublishByLink { version, link };
        }
        let superseded =
            dossier.versions.get(&version).is_some_and(|known| known.state == VersionState::Superseded);
        match at {
            Some(at) => Command::Schedule { version, at },
            None if superseded => Command::RollBack { to: version },
            None => Command::Publish { version },
        }
    };
    act(services, call, path.organisation, path.listing, command).await.map(|answer| drawn.told(answer))
}

pub(super) async fn unschedule(
    services: Services,
    call: Call<UnscheduleVersion>,
) -> Outcome<UnscheduleVersion> {
    let path = call.path;
    let command = move |_: &Dossier| Command::Unschedule { version: path.version };
    act(services, call, path.organisation, path.listing, command).await
}

pub(super) async fn place(services: Services, call: Call<PlaceListing>) -> Outcome<PlaceListing> {
    let (path, to) = (call.path, call.body);
    if to == Move::Published {
        let loaded = load::one(&services, path.organisation, path.listing).await?;
        clean_up::look_again(&services, &loaded).await?;
    }
    let drawn = Drawn::new(&services, to == Move::Unlisted);
    let link = drawn.hash();
    let command = move |_: &Dossier| match to {
        Move::Unlisted => Command::Unlist { link: link.clone() },
        Move::Published => Command::Relist,
        Move::Deprecated { replacement } => Command::Deprecate { replacement },
        Move::Archived => Command::Archive,
    };
    act(services, call, path.organisation, path.listing, command).await.map(|answer| drawn.told(answer))
}

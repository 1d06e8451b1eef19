//! Mail: written in the transaction of what it tells of, sent afterwards.

pub mod letters;
mod limit;
mod outbox;
mod post;

pub(crate) use limit::{not_too_often, not_too_often_to_oneself};
pub(crate) use outbox::{due, send_due, sweep};
pub use post::{Post, Sending};

use shared::{
    mail::{
        api::{DevMail, DevMailView, ListDevMail},
        model::Mail,
    },
    problem::ProblemKind,
};

use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// Mails that the mailbox shows.
const SHOWN: usize = 100;
/// More mails than a demo program writes.
const MOST: usize = 5_000;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListDevMail, _, _>(list);
}

async fn list(services: Services, _: Call<ListDevMail>) -> Outcome<ListDevMail> {
    if !services.site.demo {
        return Err(Failure::new(ProblemKind::NotFound, "Only a demo program shows the mail that it wrote."));
    }
    let mut mails = services.store.all_after::<Mail>(None, MOST).await?;
    mails.sort_by_key(|mail| std::cmp::Reverse((mail.written_at, mail.id)));
    mails.truncate(SHOWN);
    let mails = mails.into_iter().map(|mail| DevMailView {
        id: mail.id,
        to: mail.to.to_string(),
        subject: mail.subject,
        text: mail.text,
        link: mail.link,
        written_at: mail.written_at,
    });
    Ok(Answer::Value(DevMail { mails: mails.collect() }))
}

//! How a form sends what was typed, and what it says when that fails.
//!
//! ```ignore
//! let submission = Submission::new();
//! let send = move |event: leptos::ev::SubmitEvent| {
//!     event.prevent_default();
//!     let Some(email) = submission.parsed::<Email>("/email", &email.get_untracked(), t.bad_mail) else { return };
//!     let (body, intent) = (MailAddress { email }, submission.intent());
//!     submission.run(
//!         async move { send::<AskToChangeMail>(&(), &body, &intent, None).await },
//!         move |_| asked.set(true),
//!     );
//! };
//! ```

pub mod problem;
pub mod submission;
pub mod texts;
pub mod typed;

pub use crate::ui::new_intent;
pub use problem::{FormProblem, Now};
pub(crate) use submission::sign_in_address;
pub use submission::{Submission, told_here};
pub use texts::{Texts, texts};
pub(crate) use typed::forget as forget_typed;

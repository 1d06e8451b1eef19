//! Who belongs to the organisation, in which role, and who is invited.

pub mod invitations;
pub mod invite;
pub mod person;
pub mod texts;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde_json::Value;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::{
        api::{ListMembers, MemberView, Members, RoleName},
        permission::Permission,
    },
};

pub use texts::{Texts, texts};

use super::{Here, asked::asked, here, words};
use crate::{
    browser,
    forms::Submission,
    ui::{Column, SelectOption, Table},
    view,
    view::{Keyed, effect, keyed, live},
    workspace::{Area, private},
};

/// The page.
pub fn page() -> AnyView {
    here::page(Area::Members, |here| {
        private::<ListMembers>(
            move || Some(ListMembers::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |members, _| view! { <MembersView members=members here=here now=browser::now()/> },
        )
    })
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
pub struct Roster {
    members: RwSignal<Members>,
    here: Here,
    /// Whom to remove was asked.
    leaving: RwSignal<Option<MemberView>>,
}

impl Roster {
    /// The roles that the caller can give, in words.
    fn options(self) -> Vec<SelectOption> {
        self.members.with_untracked(|members| members.roles.iter().map(option).collect())
    }

    /// Shows what stands there now, when the last attempt was based on an older state.
    fn follow(self, submission: Submission) {
        effect(move || {
            let newer = submission.current().and_then(|now| serde_json::from_value(now).ok());
            if let Some(newer) = newer {
                self.members.set(newer);
            }
        });
    }
}

fn option(role: &RoleName) -> SelectOption {
    SelectOption { value: role.role.clone(), label: words::role(role) }
}

/// The role of a person in a roster as it is read.
fn role_in(roster: &Value, person: &str) -> Option<String> {
    let people = roster.pointer("/people")?.as_array()?;
    let member =
        people.iter().find(|member| member.pointer("/person").and_then(Value::as_str) == Some(person))?;
    member.pointer("/role/role")?.as_str().map(str::to_owned)
}

#[component]
pub fn MembersView(members: Members, here: Here, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let roster = Roster { members: RwSignal::new(members), here, leaving: RwSignal::new(None) };
    let lead = live(move || {
        roster.members.with(|members| (t.lead)(members.people.len() as u64, members.invitations.len() as u64))
    });
    let rows = keyed(move || {
        roster.members.with(|members| {
            let row = |member: &MemberView| {
                let member = member.clone();
                // A row stays while its person does; what is shown of a role follows by itself.
                let key = format!("{} {}", member.person, member.manageable);
                Keyed::new(key, move || view! { <person::Row roster=roster member=member/> })
            };
            members.people.iter().map(row).collect()
        })
    });
    let manages = here.may(Permission::MembersManage);
    let mut columns = vec![Column::new(t.person), Column::new(t.role), Column::new(t.since)];
    if manages {
        columns.push(Column::new(t.deeds).unseen());
    }
    let invites = here.may(Permission::MembersInvite);
    view! {
        <p class="lead">{lead}" "<a href=Area::Roles.path()>{t.about_roles}</a></p>
        <Table caption=t.people columns=columns class="members">
            <tbody>{rows}</tbody>
        </Table>
        {invites.then(|| view! { <invite::InviteForm roster=roster/> })}
        <invitations::Invitations roster=roster now=now/>
        {asked(roster.leaving, move |member, open| view! { <person::Removal roster=roster member=member open=open/> })}
    }
}

#[cfg(test)]
mod tests {
    use super::role_in;

    #[test]
    fn a_role_is_found_in_what_stands_there_now() {
        let roster = serde_json::json!({
            "version": 4,
            "people": [
                { "person": "per_1", "role": { "role": "owner" } },
                { "person": "per_2", "role": { "role": "seller", "name": null } },
            ],
        });
        assert_eq!(role_in(&roster, "per_2").as_deref(), Some("seller"));
        assert_eq!(role_in(&roster, "per_3"), None);
        assert_eq!(role_in(&serde_json::Value::Null, "per_1"), None);
    }
}

//! The matrix of roles and permissions, and the organisation's own roles.

pub mod choice;
pub mod editor;
pub mod matrix;
pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::{
        api::{GetRoles, RoleColumn, RoleMatrix},
        permission::Permission,
    },
};

pub use choice::Choice;
pub use matrix::Matrix;
pub use texts::{Texts, texts};

use super::{Here, asked::asked, here};
use crate::{
    ui::{Button, Look},
    view,
    view::live,
    workspace::{Area, private},
};

/// The page.
pub fn page() -> AnyView {
    here::page(Area::Roles, |here| {
        private::<GetRoles>(
            move || Some(GetRoles::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |matrix, _| view! { <RolesView matrix=matrix here=here/> },
        )
    })
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
pub struct Roles {
    matrix: RwSignal<RoleMatrix>,
    here: Here,
    /// What is made or edited.
    editing: RwSignal<Option<Editing>>,
}

/// What the editor is open for.
#[derive(Clone, Debug, PartialEq)]
pub enum Editing {
    New,
    Role(RoleColumn),
}

#[component]
pub fn RolesView(matrix: RoleMatrix, here: Here) -> impl IntoView {
    let t = texts();
    let roles = Roles { matrix: RwSignal::new(matrix), here, editing: RwSignal::new(None) };
    let manages = here.may(Permission::RolesManage);
    let edit = manages.then(|| Callback::new(move |column| roles.editing.set(Some(Editing::Role(column)))));
    let make = if manages {
        view! {
            <div class="form-ways">
                <Button look=Look::Primary on_press=move |()| roles.editing.set(Some(Editing::New))>{t.make}</Button>
            </div>
        }
    } else {
        view! { <p class="quiet">{t.may_not}</p> }
    };
    let own = Memo::new(move |_| roles.matrix.with(|matrix| matrix.columns.iter().any(|column| column.own)));
    view! {
        <p class="lead">{t.lead}</p>
        {make}
        {live(move || (!own.get() && manages).then(|| view! { <p class="quiet">{t.no_own_body}</p> }))}
        {live(move || view! { <Matrix matrix=roles.matrix.get() on_edit=edit/> })}
        {asked(roles.editing, move |editing, open| view! { <editor::Editor roles=roles editing=editing open=open/> })}
    }
}

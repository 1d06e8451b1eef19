//! The table: permissions in groups down, roles across.

use leptos::prelude::*;
use shared::organisations::{
    api::{RoleColumn, RoleMatrix},
    permission::{Grade, Permission},
    role::{BuiltIn, RoleRef},
};

use super::{super::words, texts};
use crate::{
    ui::{Icon, IconName, Look, Select, SelectOption, Tag, Tone},
    view,
    view::live,
};

/// On a narrow page one role at a time is enough: the list above the table chooses which. `on_edit` is there
/// for who makes roles.
#[component]
pub fn Matrix(matrix: RoleMatrix, on_edit: Option<Callback<RoleColumn>>) -> impl IntoView {
    let t = texts();
    let shown = RwSignal::new(String::new());
    let mut options = vec![SelectOption { value: String::new(), label: t.every_role.to_owned() }];
    options.extend(
        matrix
            .columns
            .iter()
            .map(|column| SelectOption { value: column.role.role.clone(), label: words::role(&column.role) }),
    );
    let matrix = StoredValue::new(matrix);
    let table = live(move || {
        let only = shown.get();
        let mut matrix = matrix.get_value();
        matrix.columns.retain(|column| only.is_empty() || column.role.role == only);
        table(&matrix, on_edit)
    });
    view! {
        <div class="matrix-choice">
            <Select id="matrix-role" name="role" label=t.filter value=shown options=options/>
        </div>
        {table}
    }
}

fn table(matrix: &RoleMatrix, on_edit: Option<Callback<RoleColumn>>) -> AnyView {
    let t = texts();
    let heads = matrix.columns.iter().map(|column| head(column, on_edit)).collect_view();
    let width = matrix.columns.len() + 1;
    let groups = words::by_group(matrix.rows)
        .into_iter()
        .map(|(group, permissions)| {
            let words = words::group(group);
            let rows =
                permissions.into_iter().map(|permission| row(permission, &matrix.columns)).collect_view();
            view! {
                <tbody>
                    <tr class="group">
                        <th scope="rowgroup" colspan=width.to_string()>
                            <span>{words.name}" "<small>{words.about}</small></span>
                        </th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame matrix-frame" tabindex="0" role="region" aria-label=t.matrix>
            <table class="table matrix">
                <caption class="visually-hidden">{t.matrix}</caption>
                <thead><tr><th scope="col">{t.permission}</th>{heads}</tr></thead>
                {groups}
            </table>
        </div>
    }
}

fn head(column: &RoleColumn, on_edit: Option<Callback<RoleColumn>>) -> AnyView {
    let t = texts();
    let name = words::role(&column.role);
    let about = match column.role.role.parse() {
        Ok(RoleRef::BuiltIn(role)) => built_in(role),
        Ok(RoleRef::Custom(_)) | Err(_) => None,
    };
    let edit = on_edit.filter(|_| column.own).map(|on_edit| {
        let (label, column) = ((t.edit_named)(&name), column.clone());
        view! {
            <button type="button" class=Look::Quiet.class() aria-label=label
                on:click=move |_| on_edit.run(column.clone())>
                {t.edit}
            </button>
        }
    });
    view! {
        <th scope="col">
            <span class="role-head">
                <b>{name}</b>
                {column.own.then(|| view! { <Tag label=t.own tone=Tone::Accent/> })}
                {about.map(|about| view! { <small>{about}</small> })}
                <small>{(t.people)(column.people)}</small>
                {edit}
            </span>
        </th>
    }
}

fn built_in(role: BuiltIn) -> Option<&'static str> {
    Some(words::about_role(role))
}

fn row(permission: Permission, columns: &[RoleColumn]) -> AnyView {
    let t = texts();
    let words = words::permission(permission);
    let cells = columns
        .iter()
        .map(|column| {
            if column.permissions.has(permission) {
                view! { <td class="has"><Icon name=IconName::Check/><span class="visually-hidden">{t.yes}</span></td> }
            } else {
                view! { <td><span aria-hidden="true">"–"</span><span class="visually-hidden">{t.no}</span></td> }
            }
        })
        .collect_view();
    let grade = match permission.grade() {
        Grade::OwnerOnly => words::grade(Grade::OwnerOnly),
        Grade::Everyday | Grade::InPerson | Grade::Fresh => None,
    };
    view! {
        <tr>
            <th scope="row">
                <b>{words.name}</b>
                <small>{words.about}{grade.map(|grade| format!(" {grade}"))}</small>
            </th>
            {cells}
        </tr>
    }
}

//! Texts of the page of roles.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: &'static str,
    pub matrix: &'static str,
    pub permission: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub people: fn(u64) -> String,
    pub own: &'static str,
    pub make: &'static str,
    pub make_title: &'static str,
    pub edit: &'static str,
    pub edit_named: fn(&str) -> String,
    pub edit_title: fn(&str) -> String,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub may: &'static str,
    pub chosen: fn(u64, u64) -> String,
    pub not_held: &'static str,
    pub owner_only: &'static str,
    pub nothing_chosen: &'static str,
    pub save: &'static str,
    pub create: &'static str,
    pub made: fn(&str) -> String,
    pub changed: fn(&str) -> String,
    pub remove: &'static str,
    pub remove_question: fn(&str) -> String,
    pub remove_body: &'static str,
    pub removed: fn(&str) -> String,
    pub in_use: fn(u64) -> String,
    pub may_not: &'static str,
    pub beyond: fn(&str) -> String,
    pub all_of: fn(&str) -> String,
    pub cancel: &'static str,
    pub newer: &'static str,
    pub filter: &'static str,
    pub every_role: &'static str,
    pub no_own_body: &'static str,
}

pub const EN: Texts = Texts {
    lead: "A role is a named set of permissions. Built-in roles stay as they are; beside them you can make your own. Nobody can give what they do not hold.",
    matrix: "Roles and what they may do",
    permission: "Permission",
    yes: "yes",
    no: "no",
    people: |count| format!("{} {}", number(Locale::English, count), plural(count, "person", "people")),
    own: "Your own",
    make: "Make a role",
    make_title: "A new role",
    edit: "Edit",
    edit_named: |name| format!("Edit the role {name}"),
    edit_title: |name| format!("Edit {name}"),
    name: "Name of the role",
    name_hint: "As your people call it.",
    may: "What it may do",
    chosen: |chosen, all| format!("{chosen} of {all}"),
    not_held: "You do not hold this yourself, so you cannot give it.",
    owner_only: "Only the owner has it; no role can.",
    nothing_chosen: "Choose at least one permission.",
    save: "Save role",
    create: "Make role",
    made: |name| format!("The role {name} is there. Give it to people on the page of members."),
    changed: |name| format!("The role {name} is changed. It holds at once for everyone who has it."),
    remove: "Remove role",
    remove_question: |name| format!("Remove the role {name}?"),
    remove_body: "Nobody has it and no invitation names it. It is gone at once; to have it again, make it anew.",
    removed: |name| format!("The role {name} is removed."),
    in_use: |count| {
        format!(
            "{} {} this role. Give them another one before you remove it.",
            number(Locale::English, count),
            plural(count, "person has", "people have")
        )
    },
    may_not: "Your role does not include making roles. Ask the owner or an admin.",
    beyond: |permissions| {
        format!(
            "This role holds what you do not: {permissions}. Only somebody who holds it can change the role."
        )
    },
    all_of: |group| format!("All of {group}"),
    cancel: "Cancel",
    newer: "Somebody changed the roles meanwhile. The table shows now how they stand, and what you chose is still here. Save again to keep yours.",
    filter: "Show",
    every_role: "All roles",
    no_own_body: "When a built-in role gives too much or too little, make one that fits.",
};

pub const DE: Texts = Texts {
    lead: "Eine Rolle ist ein benannter Satz von Rechten. Eingebaute Rollen bleiben, wie sie sind; daneben können Sie eigene anlegen. Niemand kann geben, was er selbst nicht hat.",
    matrix: "Rollen und was sie dürfen",
    permission: "Recht",
    yes: "ja",
    no: "nein",
    people: |count| format!("{} {}", number(Locale::German, count), plural(count, "Mensch", "Menschen")),
    own: "Eigene",
    make: "Rolle anlegen",
    make_title: "Neue Rolle",
    edit: "Bearbeiten",
    edit_named: |name| format!("Rolle {name} bearbeiten"),
    edit_title: |name| format!("{name} bearbeiten"),
    name: "Name der Rolle",
    name_hint: "Wie sie bei Ihnen heißt.",
    may: "Was sie darf",
    chosen: |chosen, all| format!("{chosen} von {all}"),
    not_held: "Sie haben das selbst nicht und können es darum nicht geben.",
    owner_only: "Nur der Inhaber hat es; keine Rolle kann es haben.",
    nothing_chosen: "Wählen Sie mindestens ein Recht.",
    save: "Rolle speichern",
    create: "Rolle anlegen",
    made: |name| format!("Die Rolle {name} ist da. Vergeben Sie sie auf der Seite der Mitglieder."),
    changed: |name| format!("Die Rolle {name} ist geändert. Das gilt sofort für alle, die sie haben."),
    remove: "Rolle entfernen",
    remove_question: |name| format!("Die Rolle {name} entfernen?"),
    remove_body: "Niemand hat sie, und keine Einladung nennt sie. Sie ist sofort weg; wer sie wieder will, legt sie neu an.",
    removed: |name| format!("Die Rolle {name} ist entfernt."),
    in_use: |count| {
        format!(
            "{} {} diese Rolle. Geben Sie ihnen eine andere, bevor Sie sie entfernen.",
            number(Locale::German, count),
            plural(count, "Mensch hat", "Menschen haben")
        )
    },
    may_not: "Ihre Rolle umfasst das Anlegen von Rollen nicht. Bitten Sie den Inhaber oder einen Admin.",
    beyond: |permissions| {
        format!(
            "Diese Rolle enthält, was Sie nicht haben: {permissions}. Nur wer es hat, kann die Rolle ändern."
        )
    },
    all_of: |group| format!("Alles aus {group}"),
    cancel: "Abbrechen",
    newer: "Jemand hat die Rollen inzwischen geändert. Die Tabelle zeigt jetzt den Stand, und Ihre Auswahl ist noch hier. Speichern Sie noch einmal, um Ihre zu behalten.",
    filter: "Zeigen",
    every_role: "Alle Rollen",
    no_own_body: "Wenn eine eingebaute Rolle zu viel oder zu wenig erlaubt, legen Sie eine passende an.",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}

//! The types with serde's traits derived, and values of them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Where values come from: the same ones in every run.
#[derive(Default)]
pub struct Source(u64);

impl Source {
    /// A number below another.
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's MMIX generator: its upper bits are good enough for samples.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// So many values.
    pub fn take<T: Sample>(&mut self, count: usize) -> Vec<T> {
        (0..count).map(|_| T::sample(self)).collect()
    }
}

/// A type with values to measure with.
pub trait Sample {
    /// A value.
    fn sample(source: &mut Source) -> Self;
}

impl Sample for i32 {
    fn sample(source: &mut Source) -> Self {
        source.below(100_000) as Self
    }
}

impl Sample for bool {
    fn sample(source: &mut Source) -> Self {
        source.below(2) == 0
    }
}

impl Sample for String {
    fn sample(source: &mut Source) -> Self {
        let texts = [
            "",
            "Available",
            "Ålesund \"nord\"",
            "+47 22 51 78 00",
            "kari.nordmann@example.com",
            "eb706f15-137e-4722-b4d1-b601481d9251",
            "Back on Monday.\nCall the desk until then, please.",
        ];
        texts[source.below(texts.len() as u64) as usize].to_owned()
    }
}

/// One in eight is absent.
impl<T: Sample> Sample for Option<T> {
    fn sample(source: &mut Source) -> Self {
        (source.below(8) > 0).then(|| T::sample(source))
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(source: &mut Source) -> Self {
        let count = source.below(4) as usize;
        source.take(count)
    }
}

impl<T: Sample> Sample for HashMap<String, T> {
    fn sample(source: &mut Source) -> Self {
        (0..source.below(3)).map(|index| (format!("field{index}"), T::sample(source))).collect()
    }
}

macro_rules! records {
    ($($name:ident { $($field:ident: $ty:ty),* $(,)? })*) => {$(
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name {
            $(#[serde(skip_serializing_if = "Option::is_none")] $field: Option<$ty>,)*
        }

        impl Sample for $name {
            fn sample(source: &mut Source) -> Self {
                Self { $($field: Sample::sample(source),)* }
            }
        }
    )*};
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum UserType {
    #[default]
    Unknown,
    InternalAssociate,
    ExternalAssociate,
}

impl Sample for UserType {
    fn sample(source: &mut Source) -> Self {
        match source.below(3) {
            0 => Self::Unknown,
            1 => Self::InternalAssociate,
            _ => Self::ExternalAssociate,
        }
    }
}

records! {
    TableRight { mask: String, reason: String }
    FieldRight { mask: String, reason: String }
    FieldProperty { field_right: FieldRight, field_type: String, field_length: i32 }
    ChatPresence {
        user_id: i32, display_name: String, ongoing_chats: i32, present: bool, chat_topics: Vec<i32>,
        table_right: TableRight, field_properties: HashMap<String, FieldProperty>,
    }
    UserInfo {
        deleted: bool, user_info_id: i32, user_name: String, person_id: i32, rank: i32, tooltip: String,
        user_group_id: i32, ej_user_id: i32, user_type: UserType, granted_licenses: Vec<String>, can_logon: bool,
        role_name: String, role_tooltip: String, user_group_name: String, user_group_tooltip: String,
        table_right: TableRight, field_properties: HashMap<String, FieldProperty>,
    }
    Person {
        position: String, person_id: i32, mrmrs: String, firstname: String, lastname: String, middle_name: String,
        title: String, description: String, email: String, full_name: String, direct_phone: String,
        formal_name: String, country_id: i32, contact_id: i32, contact_name: String, retired: i32, rank: i32,
        active_interests: i32, contact_department: String, contact_country_id: i32, contact_org_nr: String,
        fax_phone: String, mobile_phone: String, contact_phone: String, associate_name: String, associate_id: i32,
        use_person_address: bool, contact_fax: String, kanafname: String, kanalname: String, post1: String,
        post2: String, post3: String, email_name: String, contact_full_name: String, active_erp_links: i32,
        ticket_priority_id: i32, support_language_id: i32, support_associate_id: i32, category_name: String,
        person_number: String, table_right: TableRight, field_properties: HashMap<String, FieldProperty>,
    }
}

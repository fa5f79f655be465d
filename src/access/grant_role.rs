//! Roles as they are stored.

use crate::access::GrantRole;

/// Roles without a person, as they are stored.
const ROLES: [(GrantRole, &str); 5] = [
    (GrantRole::Chair, "chair"),
    (GrantRole::Operator, "operator"),
    (GrantRole::Scrutineer, "scrutineer"),
    (GrantRole::Display, "display"),
    (GrantRole::Auditor, "auditor"),
];
/// Stands before the id of a person.
const DELEGATE: &str = "delegate/";

impl GrantRole {
    /// As stored.
    pub(super) fn stored(&self) -> String {
        match self {
            Self::Delegate(id) => format!("{DELEGATE}{id}"),
            Self::Chair | Self::Operator | Self::Scrutineer | Self::Display | Self::Auditor => {
                let named = ROLES.iter().find(|(role, _)| role == self);
                named.expect("every role has a name").1.to_owned()
            }
        }
    }

    /// From the stored form.
    pub(super) fn from_stored(text: &str) -> Option<Self> {
        if let Some(id) = text.strip_prefix(DELEGATE) {
            return id.parse().ok().map(Self::Delegate);
        }
        let named = ROLES.iter().find(|(_, name)| *name == text);
        named.map(|(role, _)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DelegateId;

    #[test]
    fn every_role_comes_back_from_its_stored_form() {
        let delegate = GrantRole::Delegate(DelegateId(uuid::Uuid::from_u128(7)));
        let roles = ROLES.iter().map(|(role, _)| *role).chain([delegate]);
        for role in roles {
            assert_eq!(GrantRole::from_stored(&role.stored()), Some(role));
        }
        for text in ["", "Chair", "delegate/", "delegate/x", "chair "] {
            assert_eq!(GrantRole::from_stored(text), None, "{text:?}");
        }
    }
}

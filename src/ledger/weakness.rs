//! What makes a store less trustworthy than it should be: typed, with a stable code and a sentence
//! in both languages.

/// One thing that a store's self-check found. A server that finds any refuses to open a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// A commit could be lost with the power.
    NotDurable {
        /// Name of the setting.
        setting: &'static str,
        /// Its value; it should be `on`.
        value: String,
    },
    /// The login is a superuser, or may become one: no rule of the database binds it.
    LoginIsSuperuser {
        /// Name of the login.
        login: String,
    },
    /// The login may pass over row-level security.
    LoginBypassesRowSecurity {
        /// Name of the login.
        login: String,
    },
    /// The login owns the record, or may act as its owner, and so may drop its triggers.
    LoginIsOwner {
        /// Name of the login.
        login: String,
    },
    /// The login may create roles, and so may make itself a member of the owner.
    LoginMayCreateRoles {
        /// Name of the login.
        login: String,
    },
    /// A role that a server runs as has a right on the record that it does not need.
    RecordChangeable {
        /// The role.
        role: String,
        /// `UPDATE`, `DELETE`, `TRUNCATE` or `TRIGGER`.
        right: String,
        /// The table, without its schema.
        table: String,
    },
    /// The trigger against changes is gone, disabled, or not for every session.
    TriggerMissing {
        /// The table, without its schema.
        table: String,
    },
    /// Row-level security is off, or does not bind the owner.
    RowSecurityOff {
        /// The table, without its schema.
        table: String,
    },
    /// The policies that keep assemblies apart are not those of this version.
    PoliciesChanged {
        /// The table, without its schema.
        table: String,
    },
    /// A function of the store is not the one of this version.
    FunctionChanged {
        /// Its name, without its schema.
        function: String,
    },
    /// Tables and views are not in the form of this version.
    OtherForm,
}

impl Weakness {
    /// Stable code; never changes once published.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDurable { .. } => "store_not_durable",
            Self::LoginIsSuperuser { .. } => "store_login_superuser",
            Self::LoginBypassesRowSecurity { .. } => "store_login_bypasses_rls",
            Self::LoginIsOwner { .. } => "store_login_owner",
            Self::LoginMayCreateRoles { .. } => "store_login_createrole",
            Self::RecordChangeable { .. } => "store_record_changeable",
            Self::TriggerMissing { .. } => "store_trigger_missing",
            Self::RowSecurityOff { .. } => "store_rls_off",
            Self::PoliciesChanged { .. } => "store_policies_changed",
            Self::FunctionChanged { .. } => "store_function_changed",
            Self::OtherForm => "store_other_form",
        }
    }

    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NotDurable { setting, value } => {
                format!("数据库设置 {setting} 为 {value}，断电可能丢失已记录的表决；应为 on")
            }
            Self::LoginIsSuperuser { login } => {
                format!("数据库登录 {login} 是超级用户或可成为超级用户，数据库的限制对其无效")
            }
            Self::LoginBypassesRowSecurity { login } => {
                format!("数据库登录 {login} 可绕过行级安全")
            }
            Self::LoginIsOwner { login } => {
                format!("数据库登录 {login} 是记录表的所有者或可成为其所有者，可撤掉触发器")
            }
            Self::LoginMayCreateRoles { login } => {
                format!("数据库登录 {login} 可创建角色，因而可成为记录表的所有者")
            }
            Self::RecordChangeable { role, right, table } => {
                format!("角色 {role} 在表 {table} 上有不需要的权限 {right}")
            }
            Self::TriggerMissing { table } => {
                format!("表 {table} 上禁止改动的触发器缺失或未对所有会话启用")
            }
            Self::RowSecurityOff { table } => {
                format!("表 {table} 的行级安全未启用或未对所有者强制")
            }
            Self::PoliciesChanged { table } => {
                format!("表 {table} 的行级安全策略与本版本不符")
            }
            Self::FunctionChanged { function } => {
                format!("存储函数 {function} 与本版本不符")
            }
            Self::OtherForm => "存储的结构与本版本不符".to_owned(),
        }
    }

    /// Sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::NotDurable { setting, value } => format!(
                "The database runs with {setting} = {value}: a recorded vote could be lost with the power. It must be on."
            ),
            Self::LoginIsSuperuser { login } => {
                format!("The login {login} is a superuser or may become one: no rule binds it.")
            }
            Self::LoginBypassesRowSecurity { login } => {
                format!("The login {login} may pass over row-level security.")
            }
            Self::LoginIsOwner { login } => format!(
                "The login {login} owns the record or may act as its owner, and could drop its triggers."
            ),
            Self::LoginMayCreateRoles { login } => format!(
                "The login {login} may create roles, and so could make itself the owner of the record."
            ),
            Self::RecordChangeable { role, right, table } => {
                format!("The role {role} has the right {right} on the table {table}.")
            }
            Self::TriggerMissing { table } => format!(
                "The trigger against changes of the table {table} is missing or not enabled for every session."
            ),
            Self::RowSecurityOff { table } => {
                format!("Row-level security of the table {table} is off or not forced.")
            }
            Self::PoliciesChanged { table } => format!(
                "The row-level security policies of the table {table} are not those of this version."
            ),
            Self::FunctionChanged { function } => {
                format!("The store's function {function} is not the one of this version.")
            }
            Self::OtherForm => "The store is not in the form of this version.".to_owned(),
        }
    }
}

impl std::fmt::Display for Weakness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en())
    }
}

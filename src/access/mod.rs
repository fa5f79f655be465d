//! Who may sign in as what: one-time links, the tokens they are exchanged for, and what a token
//! allows; and the file with the key that signs in the name of the house. Knows nothing of HTTP;
//! time comes in as an argument.

pub mod codes;
mod error;
mod grant_cache;
mod grant_role;
pub mod signing;
pub mod store;
pub mod throttle;

use std::sync::Arc;

use crate::access::codes::{Code, Token};
use crate::access::grant_cache::GrantCache;
use crate::access::store::Store;
use crate::access::throttle::Throttle;
use crate::domain::ids::{DelegateId, SittingId};

/// Links and tokens of one installation; cheap to clone.
#[derive(Clone, Debug)]
pub struct Access(Arc<Inner>);

/// One role in one sitting: what a link or token allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// In which sitting.
    pub sitting: SittingId,
    /// As what.
    pub role: GrantRole,
}

/// As what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantRole {
    /// A person on the roster; whether with a vote, the roster says.
    Delegate(DelegateId),
    /// 主持人.
    Chair,
    /// 操作员.
    Operator,
    /// 监票人.
    Scrutineer,
    /// 大屏.
    Display,
    /// 审计.
    Auditor,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// A wrong, used or expired code; which of them is not told.
    #[error("the link is not valid")]
    LinkInvalid,
    /// Too many wrong codes, from one address or for one beginning of a code.
    #[error("too many wrong codes")]
    TooManyAttempts,
    /// The store did not answer, or refused. Whether something was written is unknown.
    #[error("the store of links and tokens is away: {0}")]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[derive(Debug)]
struct Inner {
    store: Store,
    /// How long a token lasts, ms.
    token_valid_ms: u64,
    cache: GrantCache,
    throttle: Throttle,
}

impl Access {
    /// Over a store with its tables in place. Tokens last `token_valid_ms`.
    #[must_use]
    pub fn new(store: Store, token_valid_ms: u64) -> Self {
        Self(Arc::new(Inner {
            store,
            token_valid_ms,
            cache: GrantCache::default(),
            throttle: Throttle::default(),
        }))
    }

    /// Issues a link that can be redeemed once, within `valid_ms`.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn issue_link(
        &self,
        grant: Grant,
        now_ms: u64,
        valid_ms: u64,
    ) -> Result<Code, AccessError> {
        let codes = self.issue_links(&[grant], now_ms, valid_ms).await?;
        Ok(codes.into_iter().next().expect("one code for each grant"))
    }

    /// Issues a link for each of `grants`, in their order, in one transaction.
    ///
    /// # Errors
    /// [`AccessError::Away`]; then none of them is valid.
    pub async fn issue_links(
        &self,
        grants: &[Grant],
        now_ms: u64,
        valid_ms: u64,
    ) -> Result<Vec<Code>, AccessError> {
        let codes: Vec<Code> = grants.iter().map(|_| Code::random()).collect();
        let links = codes.iter().map(Code::hash).zip(grants);
        let valid_until_ms = now_ms.saturating_add(valid_ms);
        self.0.store.add_links(links, valid_until_ms).await?;
        Ok(codes)
    }

    /// Exchanges the code of a link, as typed or scanned, for a token. `address_key` names where
    /// the attempt comes from, say an IPv4 address or an IPv6 /64.
    ///
    /// A right code is admitted from any address, however many wrong ones came from there: a hall
    /// stands behind one address, and 120 bits are not guessed in spite of that.
    ///
    /// Not cancel-safe: when the future is dropped the link may have been used up.
    ///
    /// # Errors
    /// [`AccessError::LinkInvalid`] for a wrong, used or expired code alike,
    /// [`AccessError::TooManyAttempts`], [`AccessError::Away`].
    pub async fn redeem(
        &self,
        code: &str,
        address_key: &str,
        now_ms: u64,
    ) -> Result<(Token, Grant), AccessError> {
        let throttle = &self.0.throttle;
        let Some(code) = Code::parse(code) else {
            throttle.note(None, address_key, now_ms);
            return Err(throttle.answer(address_key, now_ms));
        };
        let prefix = code.prefix();
        if throttle.is_guessed(&prefix, now_ms) {
            throttle.note(None, address_key, now_ms);
            return Err(AccessError::TooManyAttempts);
        }
        let token = Token::random();
        let valid_until_ms = now_ms.saturating_add(self.0.token_valid_ms);
        let redeemed = self.0.store.redeem(code.hash(), token.hash(), now_ms, valid_until_ms);
        match redeemed.await? {
            Some(grant) => Ok((token, grant)),
            None => {
                throttle.note(Some(&prefix), address_key, now_ms);
                Err(throttle.answer(address_key, now_ms))
            }
        }
    }

    /// What a token allows; `None` when it allows nothing (any more). A token revoked on another
    /// node may be believed for one second more.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn grant_of(&self, token: &str, now_ms: u64) -> Result<Option<Grant>, AccessError> {
        let Some(hash) = codes::token_hash(token) else {
            return Ok(None);
        };
        if let Some(grant) = self.0.cache.get(&hash, now_ms) {
            return Ok(Some(grant));
        }
        let Some((grant, valid_until_ms)) = self.0.store.grant_of(hash, now_ms).await? else {
            return Ok(None);
        };
        self.0.cache.put(hash, grant.clone(), valid_until_ms, now_ms);
        Ok(Some(grant))
    }

    /// Ends a token. Ending one that does not exist is no error.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn revoke(&self, token: &str) -> Result<(), AccessError> {
        let Some(hash) = codes::token_hash(token) else {
            return Ok(());
        };
        self.0.store.remove_token(hash).await?;
        self.0.cache.forget(&hash);
        Ok(())
    }

    /// Ends every token of a role or person in a sitting, and every link that could still be
    /// exchanged for one: a lost tablet, a changed chair.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn revoke_grants(
        &self,
        sitting: SittingId,
        role: GrantRole,
    ) -> Result<(), AccessError> {
        let grant = Grant { sitting, role };
        self.0.store.remove_grants(&grant).await?;
        self.0.cache.forget_grants(&grant);
        Ok(())
    }

    /// Forgets links and tokens that have expired, so that the tables do not grow without bound.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn forget_expired(&self, now_ms: u64) -> Result<(), AccessError> {
        self.0.store.remove_expired(now_ms).await
    }
}

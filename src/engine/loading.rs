//! Getting the state of a sitting from its record, and what is done about it once per start.

use std::sync::Arc;

use tokio::time::timeout;

use crate::audit::record::Sealed;
use crate::bus::News;
use crate::domain::ballot::Phase;
use crate::domain::command::{Command, SystemCommand};
use crate::domain::event::Event;
use crate::engine::live::{Live, LoadError};
use crate::engine::sitting_task::{STORE_TIMEOUT, SittingTask};
use crate::ledger::LedgerError;

impl SittingTask {
    /// Makes sure the state is known; replays the record when it is not. False: the store is away
    /// or the record is damaged.
    pub(super) async fn load(&mut self) -> bool {
        if self.live.is_some() {
            return true;
        }
        let mut live = Live::empty(self.id);
        let read = match timeout(STORE_TIMEOUT, live.catch_up(self.ledger.as_ref())).await {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => return self.not_loaded(&error),
            Err(_) => return self.not_loaded(&LoadError::Ledger(LedgerError::Away("slow".into()))),
        };
        self.set_health(true);
        let known = self.told.is_none_or(|told| {
            let place = usize::try_from(told.seq).expect("a record in memory");
            read.get(place).is_some_and(|sealed| sealed.hash == told.hash)
        });
        let unheard = self.told.map_or(0, |told| told.seq + 1);
        self.live = Some(live);
        self.destroy_recorded(&read);
        if known && !self.owes_snapshot {
            self.told(read.into_iter().skip_while(|sealed| sealed.record.seq < unheard).collect());
        } else {
            if !known {
                tracing::error!("the stored record is not the one that was told; new epoch");
                self.epoch = self.clock.new_id();
            }
            self.told = read.last().map(|sealed| sealed.head());
            self.owes_snapshot = false;
            self.news.tell(News::Replaced(self.snapshot()));
        }
        self.look_for_keys();
        let live = self.live.as_ref().expect("just loaded");
        if self.keys.is_stranger(&live.sitting) {
            tracing::error!(
                "the record is signed by a key that is not the one of this server; it signs nothing \
                 here and opens no ballot (store_not_trusted)"
            );
        }
        self.recover().await
    }

    fn not_loaded(&mut self, error: &LoadError) -> bool {
        match error {
            LoadError::Ledger(_) => tracing::warn!(%error, "failed to load the sitting"),
            LoadError::Damaged { .. }
            | LoadError::Unlinked { .. }
            | LoadError::Unlawful { .. }
            | LoadError::Unsigned { .. } => {
                tracing::error!(%error, "the stored record cannot be followed");
            }
        }
        self.set_health(false);
        false
    }

    /// Knows again which keys of this sitting are in the vault.
    fn look_for_keys(&mut self) {
        self.settle_made();
        let live = self.live.as_ref().expect("just loaded");
        self.missing.clear();
        for (id, _) in live.sitting.keys_held() {
            let ballot = live.sitting.ballot(id).expect("it was just listed");
            let seal = ballot.phase.poll().and_then(|poll| poll.seal).expect("it is secret");
            if self.keys.holds(self.id, ballot, &seal.seal) == Some(false) {
                self.missing.push(id);
            }
        }
    }

    /// A key that the record says is gone goes here too, whichever node wrote that.
    fn destroy_recorded(&self, read: &[Arc<Sealed>]) {
        let live = self.live.as_ref().expect("it was just read");
        for sealed in read {
            let (Event::KeyDestroyed { ballot, .. } | Event::KeyLost { ballot, .. }) =
                &sealed.record.event
            else {
                continue;
            };
            let poll = live.sitting.ballot(*ballot).and_then(|found| found.phase.poll());
            if let Some(seal) = poll.and_then(|poll| poll.seal) {
                self.keys.destroy(self.id, *ballot, &seal.seal.public_key);
            }
        }
    }

    /// Gets rid of keys that were made for openings which never reached the record. An opening whose
    /// fate is unknown may reach it as long as the record ends where it was decided.
    pub(super) fn settle_made(&mut self) {
        let live = self.live.as_ref().expect("known, and durable whole");
        let held = live.sitting.keys_held();
        let (keys, id) = (&self.keys, self.id);
        self.made.retain(|made| {
            let recorded = held.contains(&(made.ballot, made.key));
            let open = !recorded && made.after == live.head;
            if !recorded && !open {
                keys.destroy(id, made.ballot, &made.key);
            }
            open
        });
    }

    /// Once per start of the server: an open ballot that was left behind is suspended, and a secret
    /// ballot whose key did not survive is marked, so that the chair is told.
    async fn recover(&mut self) -> bool {
        if !self.options.recovers || self.recovered {
            return true;
        }
        let live = self.live.as_mut().expect("just loaded");
        let before = live.head;
        let mut linked = Vec::new();
        let left_open = live.left_open(self.clock.boot());
        for command in left_open {
            if let Err(refusal) = live.carry_out(&command, None, &self.clock, &mut linked) {
                tracing::error!(refusal.code = refusal.code(), "failed to suspend after a restart");
            }
        }
        for ballot in std::mem::take(&mut self.missing) {
            let stands = live.sitting.ballot(ballot).map(|found| &found.phase);
            if !matches!(stands, Some(Phase::Suspended(..) | Phase::Closed(..))) {
                continue;
            }
            tracing::error!(ballot.id = %ballot, "the key of a secret ballot is lost");
            let command = Command::System(SystemCommand::LoseKey { ballot });
            if let Err(refusal) = live.carry_out(&command, None, &self.clock, &mut linked) {
                tracing::error!(refusal.code = refusal.code(), "failed to record a lost key");
            }
        }
        if linked.is_empty() {
            self.forget_other_keys();
            self.recovered = true;
            return true;
        }
        let append = self.ledger.append(self.id, before, &linked);
        let appended = timeout(STORE_TIMEOUT, append).await;
        match appended.unwrap_or_else(|elapsed| Err(LedgerError::Away(elapsed.into()))) {
            Ok(()) => {
                tracing::info!("what an earlier stop of the server left behind is recorded");
                self.recovered = true;
                self.told(linked);
                self.forget_other_keys();
                true
            }
            Err(error) => {
                tracing::warn!(%error, "failed to record the suspension after a restart");
                self.live = None;
                false
            }
        }
    }

    /// Only a server that drives the sitting may do so, once, with the whole record read.
    fn forget_other_keys(&self) {
        let Some((live, vault)) = self.live.as_ref().zip(self.keys.vault.as_ref()) else {
            return;
        };
        let keep: Vec<_> = live.sitting.keys_held().into_iter().map(|(_, key)| key).collect();
        match vault.forget_others(self.id, &keep) {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "keys of openings that never happened are gone"),
            Err(error) => tracing::warn!(%error, "failed to tidy the vault"),
        }
    }

    /// Reads what other nodes appended, or tries a store again that was away.
    pub(super) async fn follow_ledger(&mut self) {
        let Some(live) = self.live.as_mut() else {
            self.load().await;
            return;
        };
        match self.ledger.head(self.id).await {
            Ok(head) if head == live.head => {}
            Ok(_) => match live.catch_up(self.ledger.as_ref()).await {
                Ok(read) if !read.is_empty() => {
                    self.destroy_recorded(&read);
                    self.told(read);
                    // An opening may be among them.
                    self.look_for_keys();
                }
                // Shorter or other than what we know: load again from the beginning.
                Ok(_) | Err(_) => self.live = None,
            },
            Err(error) => {
                tracing::warn!(%error, "failed to read the head");
                self.set_health(false);
                self.live = None;
            }
        }
    }
}

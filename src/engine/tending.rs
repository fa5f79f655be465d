//! What the sitting's task does by itself around keys: opening the box of a closed secret ballot,
//! destroying its key, signing checkpoints, running totals of a secret ballot. Each step is its own
//! append, because the next one may only follow what is durable.

use std::sync::Arc;

use tokio::time::timeout;

use crate::audit::record::Sealed;
use crate::bus::{LiveTally, News};
use crate::domain::ballot::{Ballot, Phase};
use crate::domain::command::election::SystemElection;
use crate::domain::command::{Command, SystemCommand};
use crate::domain::seal::OpenedBox;
use crate::engine::Submitted;
use crate::engine::clock::Clock;
use crate::engine::keys::Keys;
use crate::engine::live::Live;
use crate::engine::sitting_task::{STORE_TIMEOUT, SittingTask, is_opening};
use crate::ledger::LedgerError;

/// Shortest time between two running totals of a secret ballot, so that a single vote does not
/// show (trust.md §2).
const LIVE_TALLY_MS: u64 = 1_000;
/// How long the store is trusted after it has passed its self-check.
const STORE_CHECK_MS: u64 = 60_000;

impl SittingTask {
    /// The next step that a secret ballot asks for, on a state that is durable whole: emptying the
    /// box after its cut, or destroying the key after its count. None: nothing to do here, or the
    /// key is not ours.
    pub(super) async fn key_step(&mut self) -> Option<Command> {
        let live = self.live.as_ref()?;
        if let Some(ballot) = live.sitting.box_to_open() {
            let id = ballot.id;
            // Names are read and ruled on before anything is counted; without a name it is counted
            // at once. The key is kept until then.
            if ballot.takes_write_ins().is_some() && ballot.settled.read.is_none() {
                let names = self.with_key(ballot.clone(), Keys::read_names).await?;
                if !names.is_empty() {
                    let read = SystemElection::ReadWriteIns { ballot: id, names: Some(names) };
                    return Some(Command::System(SystemCommand::Election(read)));
                }
            }
            let sitting = &self.live.as_ref()?.sitting;
            let ballot = sitting.box_to_open()?.clone();
            let groups = sitting.envelope_groups(&ballot);
            let opened = Box::new(self.empty_box(ballot, groups).await?);
            return Some(Command::System(SystemCommand::CountOpened { ballot: id, opened }));
        }
        let (ballot, key) = live.sitting.key_to_destroy()?;
        let destroyed = self.keys.destroy(self.id, ballot, &key);
        destroyed.then_some(Command::System(SystemCommand::DestroyKey { ballot }))
    }

    /// Asks the store again before an opening whether it is still what it was at the start, at most
    /// once in [`STORE_CHECK_MS`] as long as it passes.
    ///
    /// # Errors
    /// [`LedgerError::Away`]: the store cannot say.
    pub(super) async fn check_store(&mut self, waiting: &[Submitted]) -> Result<(), LedgerError> {
        let opens = waiting.iter().any(|one| is_opening(&one.command));
        let now_ms = self.clock.now_ms();
        let fresh = self.store_checked_ms.is_some_and(|ms| now_ms < ms + STORE_CHECK_MS);
        if !self.options.checks_store || !opens || fresh {
            return Ok(());
        }
        let check = timeout(STORE_TIMEOUT, self.ledger.self_check()).await;
        let weaknesses = check.map_err(|elapsed| LedgerError::Away(elapsed.into()))??;
        for weakness in &weaknesses {
            let (code, zh) = (weakness.code(), weakness.zh());
            tracing::error!(code, zh, "the store has become weak, no ballot is opened: {weakness}");
        }
        self.store_weak = !weaknesses.is_empty();
        self.store_checked_ms = weaknesses.is_empty().then_some(now_ms);
        Ok(())
    }

    /// Opens every envelope and adds the papers up.
    async fn empty_box(&self, ballot: Ballot, groups: Vec<usize>) -> Option<OpenedBox> {
        self.with_key(ballot, move |keys, ballot| keys.empty_box(ballot, &groups)).await
    }

    /// Opens every envelope, on threads that may block.
    async fn with_key<T: Send + 'static>(
        &self,
        ballot: Ballot,
        open: impl FnOnce(&Keys, &Ballot) -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let seal = ballot.phase.poll().and_then(|poll| poll.seal)?;
        if self.keys.holds(self.id, &ballot, &seal.seal) != Some(true) {
            return None;
        }
        let keys = self.keys.clone();
        let opening = tokio::task::spawn_blocking(move || open(&keys, &ballot));
        opening.await.ok().flatten()
    }

    /// When this task has something to do by itself, UTC ms.
    pub(super) fn next_due_ms(&self) -> Option<u64> {
        let live = self.live.as_ref()?;
        let signs = self.keys.signing(&live.sitting).is_some();
        let checkpoint = live.checkpoint_due_ms().filter(|_| signs);
        let tally = shows_live_tally(live)
            .filter(|_| self.live_tally_seq != live.head.map(|head| head.seq))
            .map(|_| self.live_tally_ms + LIVE_TALLY_MS);
        [live.sitting.next_deadline_ms(), checkpoint, tally].into_iter().flatten().min()
    }

    /// Running totals of a secret ballot whose rules show them, at most once a second.
    pub(super) async fn tell_live_tally(&mut self) {
        let (now_ms, live) = (self.clock.now_ms(), self.live.as_ref());
        let Some((live, ballot)) = live.and_then(|live| Some((live, shows_live_tally(live)?)))
        else {
            self.live_tally = None;
            return;
        };
        let seq = live.head.map(|head| head.seq);
        if self.live_tally_seq == seq || now_ms < self.live_tally_ms + LIVE_TALLY_MS {
            return;
        }
        let groups = live.sitting.envelope_groups(ballot);
        let (id, ballot) = (ballot.id, ballot.clone());
        let voted = ballot.phase.poll().map_or(0, crate::domain::ballot::Poll::voted);
        if let Some(opened) = self.empty_box(ballot, groups).await {
            let tally = Arc::new(LiveTally { ballot: id, voted, tally: opened.tally });
            self.live_tally = Some(Arc::clone(&tally));
            self.news.tell(News::LiveTally(tally));
        }
        (self.live_tally_seq, self.live_tally_ms) = (seq, now_ms);
    }
}

/// The open secret ballot that shows running totals, if there is one.
fn shows_live_tally(live: &Live) -> Option<&Ballot> {
    let ballot = live.sitting.running()?;
    let open = matches!(ballot.phase, Phase::Open(_));
    (open && ballot.sheet.rules.live_tally_in_secret).then_some(ballot)
}

/// Introduces our key, and signs what asks to be signed, at the end of a batch.
pub(super) fn sign(live: &mut Live, keys: &Keys, clock: &Clock, linked: &mut Vec<Arc<Sealed>>) {
    if let Some(command) = keys.introduction(live.id, &live.sitting) {
        live.carry_out(&command, None, clock, linked).expect("it is not the signing key yet");
    }
    let due = live.checkpoint_due_ms().is_some_and(|due_ms| due_ms <= clock.now_ms());
    if let Some(key) = keys.signing(&live.sitting).filter(|_| due) {
        let command = live.checkpoint(key);
        live.carry_out(&command, None, clock, linked).expect("it is the signing key");
    }
}

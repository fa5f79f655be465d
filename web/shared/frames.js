// @ts-check
// The frames of docs/protocol.md as types. Nothing here runs.

/** @typedef {'vote'|'chair'|'desk'|'screen'} Face */
/** @typedef {{epoch: string, seq: number}} Position */
/** @typedef {{code: string, zh: string, en: string, retry: boolean}} Refusal */
/** @typedef {{zh: string, en: string}} Say a text in both languages */

/** @typedef {{id: string, number: string, name: string, delegation: string, seat: string, voting: boolean,
 *   bodies?: string[]}} Person */
/** @typedef {{chair: {name: string, person: Person|null}|null, scrutineers: Person[], chief: string|null}} Officers */
/** @typedef {{person: Person, rows: string[]|null, reason: string}} Recusal rows: null where it is the whole ballot */
/** @typedef {{ballot: string, order: number, round: number, called: Person|null, next: Person[], passed: number}} Roll */
/** @typedef {{allowed: boolean, subject_recused: boolean, base_shrinks: boolean, present_shrinks: boolean,
 *   chair_hands_over: boolean}} RecusalRule */
/** @typedef {{role: string, person: Person|null}} Actor */
/** @typedef {{type: 'welcome', protocol: number, server: string, now_ms: number, actor: Actor, ping_s: number,
 *   reconnect_ms: {min: number, max: number}, limits: {frame_bytes: number, messages_per_s: number}}} Welcome */
/** @typedef {{ballot: string, cast_id: string, revision: number, seq: number, at_ms: number, hash: string,
 *   content: string|null, key: string|null, signature: string|null}} Receipt content: of the envelope or the paper; key and
 *   signature are null where the server has no key */
/** @typedef {{type: 'answer', ref: number, ok: boolean, recovered?: boolean, now_ms?: number, receipt?: Receipt,
 *   refusal?: Refusal}} Answer */
/** @typedef {'snapshot'|'sitting'|'agenda'|'ballot'|'own'|'attendance'|'turnout'|'tally'|'presence'|'record'|'roster'|'roll'} Topic */
/** @typedef {{type: 'push', topic: Topic, at: Position, data: any}} Push */
/** @typedef {Welcome|Answer|Push} Frame */

/** @typedef {{id: string, assembly: string, title: string, name: string, venue: string, rehearsal: boolean,
 *   video?: 'refused'|'recorded'|'counted', opened_at_ms?: number|null, rooms?: Room[], officers?: Officers}} Sitting */
/** @typedef {{id: string, title: string, delegations: string[]}} Room */
/** @typedef {{id: string, title: string, phase: 'waiting'|'open'|'closed', opened_at_ms: number|null, closed_at_ms: number|null}} BallotRoom
 *   never how many have voted there */
/** @typedef {'motion_vote'|'selection_ballot'|'evaluation'|'satisfaction_vote'|'election'|'scoring'|'quick_poll'|'opinion_poll'} Kind */
/** @typedef {'draft'|'ready'|'open'|'suspended'|'closed'|'counted'|'certified'|'declared'|'cancelled'|'voided'} Phase */
/** @typedef {{id: string, number: number, round: number, title: string, kind: Kind, phase: Phase,
 *   verdict: string|null, link?: Link|null, proxies?: boolean}} AgendaEntry proxies: its rules allow them */
/** @typedef {{ballot: string, why: 'rerun'|'run_off'|'second_round'|'further_election'|'primary', number: number, round: number,
 *   title: string}} Link the ballot that this one follows from */

/** @typedef {'circle'|'cross'|'triangle'|'square'|'dot'|'none'} Shape */
/** @typedef {{id: string, zh: string, en: string, shape: Shape, role: 'for'|'against'|'abstain'|'grade'}} Grade */
/** @typedef {{id: string, title: string, note: string, details: {label: string, text: string}[],
 *   person?: string|null}} Item */
/** @typedef {{kind: 'marks', rows: Item[], grades: Grade[], blank_rows: 'refused'|'abstain'|'invalid',
 *   quotas: {grade: string, min?: number, max: number}[], criteria?: Criterion[], all_equal?: 'allowed'|'refused'}} MarksForm */
/** @typedef {{id: string, zh: string, en: string, weight: number}} Criterion */
/** @typedef {{kind: 'picks', options: Item[], min: number, max: number, crosses?: boolean,
 *   write_ins?: {max: number, after: 'any'|'against'}|null}} PicksForm */
/** @typedef {{kind: 'ranks', options: Item[], min: number, max: number}} RanksForm */
/** @typedef {{id: string, zh: string, en: string, from: number, to: number}} Band a grade by score */
/** @typedef {{kind: 'scores', rows: Item[], min: number, max: number, step: number, decimals: number,
 *   blank_rows: 'refused'|'abstain'|'invalid', bands: Band[], labels: {low: Say, high: Say}|null}} ScoresForm
 *   min, max, step and the ends of bands in units of the last decimal */
/** @typedef {{kind: 'text', questions: Item[], max_chars: number}} TextForm */
/** @typedef {MarksForm|PicksForm|RanksForm|ScoresForm|TextForm} Form */
/** @typedef {{form: 'marks', marks: Record<string, string>}} MarksPaper row id → grade id */
/** @typedef {{form: 'picks', picks: string[], against?: string[], write_ins?: string[], abstain?: string[]}} PicksPaper
 *   abstain: in a draft alone, what was looked at and left */
/** @typedef {{form: 'ranks', ranks: string[]}} RanksPaper rank 1 first */
/** @typedef {{form: 'scores', scores: Record<string, string>}} ScoresPaper row id → number as written */
/** @typedef {{form: 'text', answers: Record<string, string>}} TextPaper question id → answer */
/** @typedef {MarksPaper|PicksPaper|RanksPaper|ScoresPaper|TextPaper} Paper */

/** @typedef {{votes: number, base: string, base_count: number, comparator: 'gt'|'ge', fraction: string}} Needed */
/** @typedef {{cause: 'chair'|'restart'|'quorum_lost', reason: string, at_ms: number, remaining_ms: number|null}} Suspension */
/** @typedef {{suite: number, public_key: string, pad_len: number, hash: string, code: string, manifest: string|null}} Seal
 *   manifest: the exact text, for those who vote and for screens */
/** @typedef {{code: string, zh: string, en: string}} Warning */
/** @typedef {'tablet'|'hands'|'paper'|'mixed'} Casting how votes are given */
/** @typedef {{printed: number, issued: number, replaced: number, returned: number}} Accounts */
/** @typedef {{over_selected: number, illegible: number, not_as_instructed: number, other: number}} InvalidPapers */
/** @typedef {{kind: 'hands', tally: any}|{kind: 'consent', method: 'applause'|'no_objection'}
 *   |({kind: 'accounts'} & Accounts)|{kind: 'papers', valid: number, invalid: InvalidPapers, tally: any}} Entry */
/** @typedef {{entered: boolean, confirmed: boolean, entry: Entry|null, left_over: number|null}} Entered
 *   entry: only once both people have entered the same */
/** @typedef {Say & {about: 'issued'|'returned', explained: string|null}} Difference */
/** @typedef {{reason: string, sentence: Say, papers: {issued: number, returned: number, valid: number, invalid: number},
 *   rows: FigureRow[], counted: {seq: number, hash: string}}} Correction a count that was corrected */
/** @typedef {{corrections: Correction[], corrected: number, notes: {text: string, seq: number, at_ms: number}[], on_paper?: number,
 *   reported?: number|null, signed_in?: number, voted?: number, accounts?: Entered, counted?: Entered,
 *   differences?: Difference[], proposal?: {reason: string}|null, assisted?: number}} Manual
 *   all but the first three for staff alone */
/** @typedef {{tablet: null|{papers: {issued: number, returned: number, valid: number, invalid: number}, rows: any[]},
 *   manual: {kind: 'hands', rows: any[]}|{kind: 'consent', method: 'applause'|'no_objection'}
 *     |(Accounts & {kind: 'papers', left_over: number, valid: number, invalid: InvalidPapers, rows: any[]})}} Channels */
/** @typedef {{id: string, number: number, round: number, title: string, kind: Kind, binding: boolean, profile: string,
 *   phase: Phase, secrecy: 'secret'|'recorded'|'roll_call', change_of_vote: 'last_wins'|'first_wins', rule: Say,
 *   form: Form, electorate: number, members: number, quorum: {needed: number, met: boolean, during?: boolean, at_close?: boolean, lost_at_ms?: number|null},
 *   rooms?: BallotRoom[]|null, in_rooms?: boolean, not_voted?: 'report'|'count_as_abstain'|'block_close', remote?: 'refused'|'allowed',
 *   presence_needed?: boolean, growing?: boolean, background?: boolean,
 *   needed: Needed|null, opened_at_ms: number|null, deadline_ms: number|null, duration_s: number|null,
 *   last_call: boolean, suspension: Suspension|null, closed_at_ms: number|null,
 *   close_cause: 'chair'|'chair_confirmed'|'deadline'|'all_voted'|null, show_while_open: 'nothing'|'turnout'|'tally',
 *   certification: boolean, count: Count|null, still_needed?: StillNeeded|null, void_reason: string|null, hash: string|null, seal: Seal|null,
 *   key: null|'held'|'destroyed'|'lost', key_seq: number|null, warnings: Warning[], live_tally_in_secret: boolean, publish_papers: boolean, publish_names: boolean,
 *   papers: {paper: Paper, count: number}[]|null, documents: PinnedDocument[], draw: string|null,
 *   amends: {id: string, number: number|null, title: string|null}|null, body?: string|null, recusal?: RecusalRule, recused?: Recusal[]|null,
 *   officers?: Officers|null, roll?: Roll|null, casting: Casting, fallback: Casting[],
 *   manual: Manual|null, void_cause: null|'chair'|'over_return', link?: Link|null, write_ins?: WriteIns|null, weights?: {decimals: number}|null,
 *   proxies?: {max_per_holder: number, principal_may_vote: boolean}|null}} Ballot recused: with names, for staff alone;
 *   weights: votes, bases and figures are in units of 10^-decimals */
/** @typedef {{title: string, version: string, sha256: string}} PinnedDocument */

/** @typedef {{item: string, votes: Record<string, number>, blank: number|null, invalid: number|null, valid: number, recused?: number|null,
 *   shares?: Record<string, string|null>, rounded?: boolean,
 *   criteria?: {id: string, votes: Record<string, number>, blank: number, invalid: number, valid: number, score: string|null}[]}} MarksRow
 *   shares: in the row's own valid papers, never adjusted; rounded: they do not come to 100; with criteria votes and valid are
 *   the marks of all cells, the others papers, null where they differ between criteria */
/** @typedef {{item: string, votes: number, against?: number, name?: string}} PicksRow name: of a person written in */
/** @typedef {{person: string}|{listed: string}|{invalid: string}} RuledAs */
/** @typedef {{name: string, papers: number, automatic: boolean, as: RuledAs|null}} ReadName automatic: it names a candidate on the paper */
/** @typedef {{waiting: boolean, names: ReadName[]|null}} WriteIns names written in; for the staff until they are ruled on */
/** @typedef {{why: 'run_off'|'second_round'|'further_election', places: number, prepared: boolean, items: {id: string, title: string}[]}} FollowUp */
/** @typedef {{selected: string[], tie: {items: string[], open_places: number}|null, open: number,
 *   withdrawn: {item: string, reason: string}[], decided: {items: string[], by: 'chair'|'lot', reason: string, seed: string|null}|null,
 *   follow_ups: FollowUp[], tie_rule: string|null, shortfall_rule: string|null, decide: boolean, lot: boolean}} Standing
 *   places after everything that was settled */
/** @typedef {{item: string, ranks: number[], ranked: number}} RanksRow papers that put it first, second, … */
/** @typedef {{item: string, scores: [string, number][], blank: number, invalid: number, recused: number, raters: number,
 *   mean: string|null}} ScoresRow scores as written, lowest first; the plain mean of all of them */
/** @typedef {{item: string, answered: number}} TextRow */
/** @typedef {MarksRow|PicksRow|RanksRow|ScoresRow|TextRow} FigureRow */
/** @typedef {{item: string, verdict: string, votes?: number, base_count?: number, needed?: number, share?: string|null,
 *   share_note?: 'misleads'|'above_base'|null, score?: string|null, composite?: string|null, rank?: number, grade?: string|null, points?: number,
 *   mean?: string|null, exact?: boolean, raters?: number, given?: number, band?: string|null}} OutcomeRow */
/** @typedef {{kind: 'threshold'|'selection'|'quota'|'ladder'|'points'|'mean'|'counts'|'no_result', rows?: OutcomeRow[],
 *   places?: number|null, needed?: Needed|null, tie?: {items: string[], open_places: number}|null, shortfall?: number,
 *   grade?: string, reason?: string, below?: Say, floor?: object|null, composite?: Composite|null}} Outcome */
/** @typedef {{ballot_weight: number, ranked: string, sources: {id: string, zh: string, en: string, weight: number, decimals: number, scores: number[]}[]}} Composite */
/** @typedef {{group: string, weight: number, papers: number, rows: {item: string, score: string|null}[]}} GroupCount */
/** @typedef {{total_membership: number, present: number, papers_issued: number, papers_returned: number,
 *   valid_papers: number}} Weights bases in units */
/** @typedef {{turnout: {electorate: number, present_at_open: number, represented?: number, eligible: number, voted: number,
 *   did_not_vote: number, left_early: number, recused: number},
 *   papers: {issued: number, returned: number, valid: number, invalid: number},
 *   rows: FigureRow[], groups?: GroupCount[]|null, outcome: Outcome, sentence: Say, standing?: Standing|null, derivation?: Say[], channels?: Channels|null, weights?: Weights|null,
 *   counted: {seq: number, hash: string}}} Count */

/** @typedef {{paper: Paper|null, envelope_hash: string|null, cast_id: string|null, revision: number, seq: number, at_ms: number,
 *   hash: string, by_holder?: boolean}} OwnVote paper: null in a secret ballot; by_holder: cast by the holder of the proxy */
/** @typedef {{principal: Person, weight: string|null, may_vote: boolean, reason: string|null, vote: OwnVote|null}} Mandate one
 *   that this person holds in the ballot on stage */
/** @typedef {{ballot: string|null, may_vote: boolean, reason: string|null, vote: OwnVote|null,
 *   recused?: {rows: string[]|null, reason: string}|null, annulled?: number, weight?: string|null, holder?: Person|null,
 *   mandates?: Mandate[]}} OwnInBallot annulled: acts that were taken out again; weight, holder and mandates: frozen for the
 *   ballot */
/** @typedef {OwnInBallot & {present: boolean, via?: 'hall'|'video'|null, proxy?: {holder: Person|null, held: number},
 *   room?: {id: string, title: string, phase: 'waiting'|'open'|'closed'|null}|null, polls?: OwnInBallot[]}} Own polls: open ones
 *   beside the hall; proxy: on the roster now; reason: `not_present`, `not_in_electorate`, `recused`, `nonvoting`, or another
 *   code of a refusal */
/** @typedef {{expected: number, present: number, absent: number, on_leave: number, nonvoting_present: number, represented?: number,
 *   by_video?: number, quorum: {needed: number, met: boolean, lost_at_ms?: number|null},
 *   rooms?: {id: string, title: string, expected: number, present: number}[], delegations: {name: string, expected: number, present: number}[]}} Attendance */
/** @typedef {{votes: number, needed: number, more: number, chance: 'reached'|'open'|'only_by_change'|'out_of_reach',
 *   sentence: Say}} StillNeeded for chair and desk, of an open recorded motion */
/** @typedef {{ballot: string, voted: number, eligible: number, electorate: number, on_paper?: number|null, still_needed?: StillNeeded|null}} Turnout */
/** @typedef {{ballot: string, voted: number, rows: FigureRow[]}} Tally */
/** @typedef {{ballot: string|null, connected: number, waiting: number|null,
 *   polls?: {ballot: string, voted: number, electorate: number}[]}} Presence
 *   waiting: null where it would tell something of a secret ballot */
/** @typedef {{text: string, size: number, root: string, words: {zh: string[], en: string[]}}} Anchor the newest checkpoint */
/** @typedef {{healthy: boolean, seq?: number, hash?: string, anchor?: Anchor|null}} RecordHead */
/** @typedef {Person & {present: boolean, on_leave: boolean, connected: boolean, on_paper?: boolean, weight?: string,
 *   proxy_holder?: string|null, mandates_held?: number, via?: 'hall'|'video'|null, room?: string|null}} RosterEntry
 *   proxy_holder: id of a person */

/** @typedef {{now_ms: number, sitting: Sitting, agenda: AgendaEntry[], ballots: Ballot[], stage: string|null,
 *   attendance: Attendance|null, turnout: Turnout|null, tally: Tally|null, own: Own|null, presence: Presence|null,
 *   record: RecordHead|null, roster: RosterEntry[]|null, draws: Draw[]}} Snapshot */

/** @typedef {{number: string, title: string, note: string}} DrawnPerson */
/** @typedef {{name: string, people: number, seats: number, by_lot: boolean, arithmetic: Say, drawn_seats: number|null, drawn: DrawnPerson[],
 *   substitutes: DrawnPerson[]}} Stratum drawn: who stands now; substitutes: who has not come in yet */
/** @typedef {{id: string, number: number, title: string, condition: string, replaces: number|null, reason: string, superseded_by: number|null,
 *   phase: 'committed'|'made', rules: {seats: number, strata: string[], minimum: number, substitutes: number,
 *   equal_remainders: 'lot'|'listed_order'|'larger_stratum'}, people: number, eligible: number, list_hash: string, commitment: string,
 *   strata: Stratum[], digits: string|null, secret: string|null, seed: string|null, committed_at_ms: number, made_at_ms: number|null,
 *   replaced: {out: string, in: string, reason: string, at_ms: number}[]}} Draw without its list */

export {};

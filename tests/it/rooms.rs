//! Who is there: the quorum as it comes and goes, rooms, attendance by video, people who are moved,
//! polls that grow, rehearsals.

mod attendance;
mod polls;
mod quorum;
mod rehearsal;
mod several;

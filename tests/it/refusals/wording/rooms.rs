//! One of each refusal about who is there.

use plenum::domain::refusal::rooms::RoomsRefusal as R;

pub(super) fn samples() -> [R; 18] {
    [
        R::SittingNoQuorum { present: 217, needed: 218 },
        R::VideoRefused,
        R::RemoteRefused,
        R::StillWaiting { waiting: 3 },
        R::DeadlineNotTaken,
        R::RoomsNotSet,
        R::RoomMissing { people: 2 },
        R::RoomUnknown,
        R::RoomsNotAsked,
        R::RoomNotOpen,
        R::RoomClosed,
        R::RoomsOpen { rooms: 2 },
        R::RoomsFrozen,
        R::RoomsInvalid,
        R::NotGrowing,
        R::TooManyPolls,
        R::RehearsalNoResult,
        R::RowRecusalNotTaken,
    ]
}

pub(super) fn place(refusal: R) -> usize {
    match refusal {
        R::SittingNoQuorum { .. } => 0,
        R::VideoRefused => 1,
        R::RemoteRefused => 2,
        R::StillWaiting { .. } => 3,
        R::DeadlineNotTaken => 4,
        R::RoomsNotSet => 5,
        R::RoomMissing { .. } => 6,
        R::RoomUnknown => 7,
        R::RoomsNotAsked => 8,
        R::RoomNotOpen => 9,
        R::RoomClosed => 10,
        R::RoomsOpen { .. } => 11,
        R::RoomsFrozen => 12,
        R::RoomsInvalid => 13,
        R::NotGrowing => 14,
        R::TooManyPolls => 15,
        R::RehearsalNoResult => 16,
        R::RowRecusalNotTaken => 17,
    }
}

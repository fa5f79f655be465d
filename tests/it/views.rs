//! The auditor's views of Postgres say what the fold of the record says.

#[cfg(test)]
mod forms;
#[cfg(test)]
mod hall;
mod manual;
#[cfg(test)]
mod people;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod tests;

//! One integration binary: the rules of the hall, held against the domain.

mod support;

mod edges;
mod outcomes;
mod profiles;
mod properties;
mod refusals;
mod scenarios;

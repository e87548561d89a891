//! Plain texts as people store them.

use super::*;

//! Texts with furniture around them.

use super::*;

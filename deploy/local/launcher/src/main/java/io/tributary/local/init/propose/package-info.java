/** Proposes conversions of SQLite's columns by the values that they store. Pure. */
@NullMarked
package io.tributary.local.init.propose;

import org.jspecify.annotations.NullMarked;

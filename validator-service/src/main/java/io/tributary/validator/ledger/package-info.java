/** Keeps which tables of a stream are known to be equal, and what of them changed since. */
@NullMarked
package io.tributary.validator.ledger;

import org.jspecify.annotations.NullMarked;

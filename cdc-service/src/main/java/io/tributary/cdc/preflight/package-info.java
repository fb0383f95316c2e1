/**
 * Checks before anything is changed whether a migration can work, and says how to mend what cannot.
 */
@NullMarked
package io.tributary.cdc.preflight;

import org.jspecify.annotations.NullMarked;

/**
 * What every check of a preflight asks with, and what is known of a source when the target is
 * looked at.
 */
@NullMarked
package io.tributary.cdc.preflight.check;

import org.jspecify.annotations.NullMarked;

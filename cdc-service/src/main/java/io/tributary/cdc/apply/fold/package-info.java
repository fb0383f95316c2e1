/** Folds many changes into the last state of each key, so that each key is written once; pure. */
@NullMarked
package io.tributary.cdc.apply.fold;

import org.jspecify.annotations.NullMarked;

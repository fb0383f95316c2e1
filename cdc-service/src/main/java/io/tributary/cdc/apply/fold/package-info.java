/** Folds many changes into the last state of each key, so that each key is written once; pure. */
package io.tributary.cdc.apply.fold;

/** Applies the change topics to the target, each source transaction exactly once. */
package io.tributary.cdc.apply;

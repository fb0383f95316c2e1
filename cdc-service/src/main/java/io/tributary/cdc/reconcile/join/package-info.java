/** Has tables join that are new at a source, step by step beside its stream. */
@NullMarked
package io.tributary.cdc.reconcile.join;

import org.jspecify.annotations.NullMarked;

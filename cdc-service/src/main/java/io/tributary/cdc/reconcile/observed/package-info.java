/** Publishes what cdc-service observes of its streams, of each the latest, with what helps. */
@NullMarked
package io.tributary.cdc.reconcile.observed;

import org.jspecify.annotations.NullMarked;

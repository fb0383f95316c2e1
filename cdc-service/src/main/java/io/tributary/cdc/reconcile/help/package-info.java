/** What an instance does for sources that other instances look after. */
@NullMarked
package io.tributary.cdc.reconcile.help;

import org.jspecify.annotations.NullMarked;

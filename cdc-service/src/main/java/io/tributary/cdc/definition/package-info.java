/** What tables look like at source and target, what changed about them, and how to follow it. */
@NullMarked
package io.tributary.cdc.definition;

import org.jspecify.annotations.NullMarked;

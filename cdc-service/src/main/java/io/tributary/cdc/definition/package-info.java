/** What tables look like at source and target, what changed about them, and how to follow it. */
package io.tributary.cdc.definition;

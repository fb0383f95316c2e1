/**
 * Reads which tables of the target are there before a migration, and whether rows fit into them.
 */
@NullMarked
package io.tributary.checks.existing;

import org.jspecify.annotations.NullMarked;

/**
 * Reads which tables of the target are there before a migration, and whether rows fit into them.
 */
package io.tributary.checks.existing;

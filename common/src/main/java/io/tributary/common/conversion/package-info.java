/** The words with which a migration file chooses how values are converted. */
package io.tributary.common.conversion;

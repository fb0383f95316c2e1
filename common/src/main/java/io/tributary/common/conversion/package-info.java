/** The words with which a migration file chooses how values are converted. */
@NullMarked
package io.tributary.common.conversion;

import org.jspecify.annotations.NullMarked;

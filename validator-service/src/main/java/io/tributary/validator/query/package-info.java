/** Times the queries of a migration file at both sides. */
@NullMarked
package io.tributary.validator.query;

import org.jspecify.annotations.NullMarked;

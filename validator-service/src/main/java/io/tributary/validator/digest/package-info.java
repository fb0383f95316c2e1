/** What a digest of rows is: how PostgreSQL computes it, and how many are read in one statement. */
@NullMarked
package io.tributary.validator.digest;

import org.jspecify.annotations.NullMarked;

/** Compares a source that PostgreSQL cannot read by a converted copy in temporary tables. */
@NullMarked
package io.tributary.validator.source.converted;

import org.jspecify.annotations.NullMarked;

/** Reads migration files strictly, and reports each problem with its line. */
@NullMarked
package io.tributary.common.plan.file;

import org.jspecify.annotations.NullMarked;

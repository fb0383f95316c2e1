/** What a migration file declares about single tables and columns whose rows are converted. */
@NullMarked
package io.tributary.common.plan.rule;

import org.jspecify.annotations.NullMarked;

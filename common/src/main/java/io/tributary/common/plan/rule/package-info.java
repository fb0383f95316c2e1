/** What a migration file declares about single tables and columns whose rows are converted. */
package io.tributary.common.plan.rule;

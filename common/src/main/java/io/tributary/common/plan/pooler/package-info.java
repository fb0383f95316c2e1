/** What a migration file says of the pooler through which applications connect. */
@NullMarked
package io.tributary.common.plan.pooler;

import org.jspecify.annotations.NullMarked;

/** Events for the world outside: CloudEvents with a versioned type, described in asyncapi.yaml. */
@NullMarked
package io.tributary.common.event;

import org.jspecify.annotations.NullMarked;

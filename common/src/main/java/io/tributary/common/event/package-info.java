/** Events for the world outside: CloudEvents with a versioned type, described in asyncapi.yaml. */
package io.tributary.common.event;

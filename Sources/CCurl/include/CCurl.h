/// libcurl for Swift: its own header, and fixed signatures for the variadic calls, which Swift cannot make.
/// Each wrapper answers what the libcurl call of its name answers (https://curl.se/libcurl/c/).
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
// What a loop over libcurl's sockets waits with; Swift's Glibc module leaves it out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

CURLcode ccurl_easy_set_long(CURL *easy, CURLoption option, long value);
/// libcurl copies the string.
CURLcode ccurl_easy_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_easy_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_easy_set_header_function(CURL *easy, curl_write_callback function, void *context);

CURLcode ccurl_easy_set_write_function(CURL *easy, curl_write_callback function, void *context);
CURLcode ccurl_easy_set_prereq_function(CURL *easy, curl_prereq_callback function, void *context);

CURLcode ccurl_easy_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value);
CURLcode ccurl_easy_get_socket(CURL *easy, curl_socket_t *value);

CURLMcode ccurl_multi_set_socket_function(CURLM *multi, curl_socket_callback function, void *context);
CURLMcode ccurl_multi_set_timer_function(CURLM *multi, curl_multi_timer_callback function, void *context);

/// The version of the protocol of the easy handle's TLS connection ("TLSv1.3"); NULL when it has none. OpenSSL only.
const char *ccurl_tls_version(CURL *easy);

#endif

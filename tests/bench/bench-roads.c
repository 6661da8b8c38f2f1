#include "route/road-search.h"
#include "base/file.h"
#include "base/random.h"
#include <sys/resource.h>
#include <stdio.h>
static double user(void){struct rusage r;getrusage(RUSAGE_SELF,&r);return r.ru_utime.tv_sec+r.ru_utime.tv_usec*1e-6;}
int main(int argc,char**argv){
  GError *e=NULL; GMappedFile*f=ty_file_map(argv[1],&e);
  double t=user();
  TyRoadGraph*g=ty_road_graph_read("x",g_mapped_file_get_contents(f),g_mapped_file_get_length(f),1,&e);
  if(!g){puts(e->message);return 1;}
  printf("read %.2f s n %u m %u\n",user()-t,g->n,g->m); t=user();
  TyRoadHierarchy*h=ty_road_hierarchy_new(g,1,&e);
  if(!h){puts(e->message);return 1;}
  struct rusage ru;getrusage(RUSAGE_SELF,&ru);
  printf("build %.2f s ways %u rss %.0f MB\n",user()-t,h->m,ru.ru_maxrss/1e3);
  TyRoadSearch*s=ty_road_search_new(h);
  guint32*d=g_new(guint32,g->n);
  TyRandom r=ty_random(1,1); int bad=0;
  for(int i=0;i<20;i++){guint32 a=ty_random_below(&r,g->n);ty_road_graph_distances(g,a,d,NULL);
   for(int j=0;j<50;j++){guint32 b=ty_random_below(&r,g->n);TyRoadEnd x={a},y={b};bad+=ty_road_search_run(s,&x,1,&y,1)!=d[b];}}
  printf("bad %d\n",bad);
  for(int k=0;k<3;k++){
  t=user();gsize tt=0;int Q=50000;
  for(int i=0;i<Q;i++){TyRoadEnd x={ty_random_below(&r,g->n)},y={ty_random_below(&r,g->n)};ty_road_search_run(s,&x,1,&y,1);tt+=0;}
  printf("query %.2f us\n",(user()-t)/Q*1e6);
  }
  for(int i=0;i<2000;i++){TyRoadEnd x={ty_random_below(&r,g->n)};ty_road_search_reset(s);ty_road_search_begin(s,0,&x,1);
    static gsize st,tt;gsize c=0;while(s->heap[0].n)c+=ty_road_search_step(s,0)!=G_MAXUINT32;st+=c;tt+=s->n_touched; if(i==1999)printf("settled %zu touched %zu\n",st/2000,tt/2000);}
}
